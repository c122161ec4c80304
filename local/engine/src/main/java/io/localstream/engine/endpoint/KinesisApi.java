package io.localstream.engine.endpoint;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.fault.FaultPlan;
import io.localstream.engine.fault.RequestFault;
import io.localstream.engine.http.RequestBody;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.records.RecordListener;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The Kinesis API: applies AWS's limits and injected faults to the requests to the streams. */
final class KinesisApi {
  static final String TARGET = "Kinesis_20131202";

  /** Enough for the 10 MiB of a PutRecords request in base64, with the JSON around the records. */
  static final int MAX_BODY_BYTES = RequestBody.MAX_BUFFERED;

  private final KinesisBackend kinesis;
  private final OpenShards shards;
  private final RecordWrites writes;
  private final RecordReads reads;
  private final KinesisAuthorization authorization;
  private final FaultPlan faults;

  KinesisApi(
      KinesisBackend kinesis,
      StreamLimits limits,
      Deployment deployment,
      RecordListener listener,
      AccessControl access,
      FaultPlan faults,
      Metrics metrics) {
    // https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
    Function<String, Metrics.ResourceMetrics> ofStream =
        name -> metrics.of("AWS/Kinesis", "StreamName", name);
    this.kinesis = kinesis;
    this.shards = new OpenShards(kinesis);
    RecordSizes sizes = new RecordSizes(deployment.streams());
    this.writes = new RecordWrites(kinesis, shards, limits, sizes, listener, faults, ofStream);
    this.reads = new RecordReads(kinesis, limits, ofStream);
    this.authorization = new KinesisAuthorization(deployment, access, reads);
    this.faults = faults;
  }

  /** Returns whether a request can change a stream. */
  static boolean changes(AwsRequest request) {
    return Stream.of("Get", "List", "Describe").noneMatch(request.operation()::startsWith);
  }

  AwsResponse handle(AwsRequest request) throws InterruptedException {
    authorization.check(request);
    Optional<RequestFault> fault = faults.forKinesisRequest();
    if (fault.isPresent()) {
      throw new AwsError(fault.get().status(), fault.get().code(), "injected by --fault");
    }
    return switch (request.operation()) {
      case "PutRecord" -> writes.putRecord(request);
      case "PutRecords" -> writes.putRecords(request);
      case "GetShardIterator" -> reads.getShardIterator(request);
      case "GetRecords" -> reads.getRecords(request);
      case "ListShards", "ListStreamConsumers" -> list(request);
      case "SplitShard", "MergeShards", "UpdateShardCount", "DeleteStream" -> reshard(request);
      case "SubscribeToShard" ->
          throw new AwsError(
              400,
              "UnknownOperationException",
              "the local run does not support SubscribeToShard: read with GetRecords");
      default -> kinesis.send(request);
    };
  }

  private AwsResponse list(AwsRequest request) throws InterruptedException {
    AwsResponse response = kinesis.send(request);
    authorization.listed(request, response);
    return response;
  }

  private AwsResponse reshard(AwsRequest request) throws InterruptedException {
    AwsResponse response = kinesis.send(request);
    shards.forget(KinesisContent.streamName(request.read()));
    return response;
  }
}

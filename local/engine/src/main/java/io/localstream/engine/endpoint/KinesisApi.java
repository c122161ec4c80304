package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.fault.FaultPlan;
import io.localstream.engine.fault.RequestFault;
import io.localstream.engine.http.RequestBody;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.records.RecordListener;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Kinesis as AWS offers it: the Kinesis server behind AWS's limits and the injected faults. */
final class KinesisApi {
  static final String TARGET = "Kinesis_20131202";

  /** The 10 MiB that PutRecords takes, in base64, with room for what is around the records. */
  static final int MAX_BODY_BYTES = RequestBody.MAX_BUFFERED;

  private final KinesisConnection kinesis;
  private final OpenShards shards;
  private final RecordWrites writes;
  private final RecordReads reads;
  private final KinesisAuthorization authorization;
  private final FaultPlan faults;

  KinesisApi(
      Supplier<URI> server,
      Deployment deployment,
      RecordListener listener,
      AccessControl access,
      FaultPlan faults,
      Metrics metrics,
      LongSupplier nanoTime) {
    StreamLimits limits = new StreamLimits(deployment.account(), nanoTime);
    this.kinesis = new KinesisConnection(server);
    this.shards = new OpenShards(kinesis);
    this.writes = new RecordWrites(kinesis, shards, limits, listener, faults, metrics);
    this.reads = new RecordReads(kinesis, limits, metrics);
    this.authorization = new KinesisAuthorization(deployment, access, reads);
    this.faults = faults;
  }

  AwsAnswer answer(AwsRequest request) throws InterruptedException {
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
              "the local run does not do SubscribeToShard: read with GetRecords");
      default -> kinesis.send(request);
    };
  }

  private AwsAnswer list(AwsRequest request) throws InterruptedException {
    AwsAnswer answer = kinesis.send(request);
    authorization.listed(request, answer);
    return answer;
  }

  private AwsAnswer reshard(AwsRequest request) throws InterruptedException {
    AwsAnswer answer = kinesis.send(request);
    shards.forget(streamName(request.read()));
    return answer;
  }

  /** The stream that a request names, by name or by ARN; empty where it names none. */
  static String streamName(ObjectNode content) {
    if (content.path("StreamName").isTextual()) {
      return content.path("StreamName").asText();
    }
    String arn = content.path("StreamARN").asText();
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /** Where Kinesis's metrics of a stream go. */
  static Metrics.Resource measured(Metrics metrics, String streamName) {
    return metrics.of("AWS/Kinesis", "StreamName", streamName);
  }

  /** A record's data; empty where it is not the base64 that AWS asks for. */
  static byte[] data(JsonNode entry) {
    try {
      byte[] data = entry.path("Data").binaryValue();
      return data == null ? new byte[0] : data;
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** The size of a record's data, which JSON has in base64. */
  static long dataSize(JsonNode entry) {
    JsonNode data = entry.path("Data");
    if (data instanceof BinaryNode bytes) {
      return bytes.binaryValue().length;
    }
    String base64 = data.asText();
    int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
    return base64.length() / 4 * 3L - padding;
  }
}

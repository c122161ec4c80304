package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.fault.FaultPlan;
import io.localstream.engine.fault.MalformedRecord;
import io.localstream.engine.records.RecordListener;
import io.localstream.engine.records.RecordListener.RecordId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes records to streams, within the limits of each shard. Rejects records if a fault says so,
 * and reports the accepted ones.
 *
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html">
 *     PutRecords</a>
 */
final class RecordWrites {
  private final KinesisBackend kinesis;
  private final OpenShards shards;
  private final StreamLimits limits;
  private final RecordSizes sizes;
  private final RecordListener listener;
  private final FaultPlan faults;
  private final Function<String, Metrics.ResourceMetrics> metrics;

  RecordWrites(
      KinesisBackend kinesis,
      OpenShards shards,
      StreamLimits limits,
      RecordSizes sizes,
      RecordListener listener,
      FaultPlan faults,
      Function<String, Metrics.ResourceMetrics> metrics) {
    this.kinesis = kinesis;
    this.shards = shards;
    this.limits = limits;
    this.sizes = sizes;
    this.listener = listener;
    this.faults = faults;
    this.metrics = metrics;
  }

  AwsResponse putRecord(AwsRequest request) throws InterruptedException {
    ObjectNode content = request.read();
    String stream = KinesisContent.streamName(content);
    sizes.checkRecord(stream, content);
    Optional<ShardId> throttled = throttledBy(request, stream, content);
    throttled(stream, throttled.isPresent() ? 1 : 0);
    if (throttled.isPresent()) {
      throw limits.exceeded(throttled.get());
    }
    AwsResponse response = kinesis.send(request);
    if (response.succeeded()) {
      accepted(stream, content, response.read());
      incoming(stream, 1);
      putMalformed(request, stream, 1);
    }
    return response;
  }

  AwsResponse putRecords(AwsRequest request) throws InterruptedException {
    ObjectNode content = request.read();
    String stream = KinesisContent.streamName(content);
    JsonNode entries = content.path("Records");
    sizes.checkRecords(stream, entries);
    ArrayNode admitted = content.arrayNode();
    SortedMap<Integer, ObjectNode> rejected = new TreeMap<>();
    for (int i = 0; i < entries.size(); i++) {
      Optional<ShardId> throttled = throttledBy(request, stream, entries.get(i));
      if (throttled.isPresent()) {
        rejected.put(i, limits.rejection(throttled.get(), request.format()));
      } else {
        admitted.add(entries.get(i));
      }
    }
    throttled(stream, rejected.size());
    if (rejected.isEmpty()) {
      return putAdmitted(request, stream, entries);
    }
    if (!admitted.isEmpty()) {
      content.set("Records", admitted);
      AwsResponse response = putAdmitted(request.with("PutRecords", content), stream, admitted);
      return response.succeeded() ? request.response(merge(response.read(), rejected)) : response;
    }
    return request.response(merge(request.format().object(), rejected));
  }

  private AwsResponse putAdmitted(AwsRequest request, String stream, JsonNode entries)
      throws InterruptedException {
    AwsResponse response = kinesis.send(request);
    if (response.succeeded()) {
      putMalformed(
          request, stream, acceptedAmong(stream, entries, response.read().path("Records")));
    }
    return response;
  }

  /** Inserts the rejections at the indexes of the rejected records. */
  private static ObjectNode merge(ObjectNode response, SortedMap<Integer, ObjectNode> rejected) {
    ArrayNode results = response.withArray("Records");
    rejected.forEach(results::insert);
    int failed = response.path("FailedRecordCount").asInt();
    return response.put("FailedRecordCount", failed + rejected.size());
  }

  /**
   * Returns the shard of a record if the shard does not accept the record now. If the shard is not
   * known, the Kinesis server refuses the record.
   */
  private Optional<ShardId> throttledBy(AwsRequest request, String stream, JsonNode entry)
      throws InterruptedException {
    Optional<ShardId> shard = shards.shardOf(request, stream, entry);
    return shard.filter(
        s -> faults.throttlesRecord() || !limits.of(s).admitsWrite(RecordSizes.of(entry)));
  }

  private void putMalformed(AwsRequest request, String stream, int accepted)
      throws InterruptedException {
    List<MalformedRecord> records = faults.malformedRecords(accepted);
    if (records.isEmpty()) {
      return;
    }
    ObjectNode content = request.format().object().put("StreamName", stream);
    ArrayNode entries = content.putArray("Records");
    records.forEach(
        r -> entries.addObject().put("PartitionKey", r.partitionKey()).put("Data", r.data()));
    AwsResponse response = kinesis.send(request.with("PutRecords", content));
    if (response.succeeded()) {
      faults.malformedAccepted(acceptedAmong(stream, entries, response.read().path("Records")));
    }
  }

  private int acceptedAmong(String stream, JsonNode entries, JsonNode results) {
    int count = 0;
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).hasNonNull("SequenceNumber")) {
        accepted(stream, entries.path(i), results.get(i));
        count++;
      }
    }
    incoming(stream, count);
    return count;
  }

  private void throttled(String stream, int records) {
    metrics.apply(stream).count("WriteProvisionedThroughputExceeded", records);
  }

  private void incoming(String stream, int records) {
    metrics.apply(stream).count("IncomingRecords", records);
  }

  private void accepted(String stream, JsonNode entry, JsonNode result) {
    ShardId shard = new ShardId(stream, result.path("ShardId").asText());
    shards.seen(shard);
    listener.accepted(
        new RecordId(
            stream,
            shard.id(),
            result.path("SequenceNumber").asText(),
            entry.path("PartitionKey").asText()),
        KinesisContent.data(entry));
  }
}

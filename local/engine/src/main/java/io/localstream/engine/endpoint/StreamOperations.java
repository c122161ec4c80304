package io.localstream.engine.endpoint;

import static io.localstream.engine.endpoint.RequestFields.ANY;
import static io.localstream.engine.endpoint.RequestFields.NAME;
import static io.localstream.engine.stream.DataStream.DEFAULT_RECORD_BYTES;
import static io.localstream.engine.stream.DataStream.MAX_RECORD_BYTES;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.stream.DataStream;
import io.localstream.engine.stream.Shard;
import io.localstream.engine.stream.StreamStore;
import java.util.List;
import java.util.function.UnaryOperator;

/** The operations of Kinesis on streams. */
final class StreamOperations {
  private static final int PAGE = 100;
  private static final int MAX_PAGE = 10_000;
  private static final int MAX_SHARDS = 10_000;
  private static final int MAX_RETENTION_HOURS = 8_760;

  /** The number of shards of a new on-demand stream. */
  private static final int ON_DEMAND_SHARDS = 4;

  private final StreamStore store;
  private final UnaryOperator<String> arn;

  StreamOperations(StreamStore store, UnaryOperator<String> arn) {
    this.store = store;
    this.arn = arn;
  }

  ObjectNode create(RequestFields fields) {
    boolean onDemand =
        fields
            .object("StreamModeDetails")
            .flatMap(mode -> mode.optional("StreamMode", "PROVISIONED|ON_DEMAND", 128))
            .filter("ON_DEMAND"::equals)
            .isPresent();
    int shards = onDemand ? ON_DEMAND_SHARDS : fields.requiredInteger("ShardCount", 1, MAX_SHARDS);
    int recordKib =
        fields
            .integer("MaxRecordSizeInKiB", kib(DEFAULT_RECORD_BYTES), kib(MAX_RECORD_BYTES))
            .orElse(kib(DEFAULT_RECORD_BYTES));
    String name = fields.required("StreamName", NAME, 128);
    fields.check();
    store.create(name, shards, recordKib << 10);
    return fields.response();
  }

  ObjectNode delete(RequestFields fields) {
    String name = fields.streamName();
    fields.check();
    store.delete(name);
    return fields.response();
  }

  ObjectNode list(RequestFields fields) {
    int limit = fields.integer("Limit", 1, MAX_PAGE).orElse(PAGE);
    String start =
        fields
            .optional("NextToken", ANY, 1_048_576)
            .or(() -> fields.optional("ExclusiveStartStreamName", NAME, 128))
            .orElse("");
    fields.check();
    List<DataStream> streams =
        store.streams().stream().filter(stream -> stream.name().compareTo(start) > 0).toList();
    ObjectNode response = fields.response().put("HasMoreStreams", streams.size() > limit);
    if (streams.size() > limit) {
      response.put("NextToken", streams.get(limit - 1).name());
    }
    ArrayNode names = response.putArray("StreamNames");
    ArrayNode summaries = response.putArray("StreamSummaries");
    for (DataStream stream : streams.subList(0, Math.min(limit, streams.size()))) {
      names.add(stream.name());
      putHead(fields, summaries.addObject(), stream);
    }
    return response;
  }

  ObjectNode describe(RequestFields fields) {
    int limit = fields.integer("Limit", 1, MAX_PAGE).orElse(PAGE);
    String start = fields.optional("ExclusiveStartShardId", NAME, 128).orElse("");
    DataStream stream = stream(fields);
    List<Shard> shards =
        stream.shards().stream().filter(shard -> shard.id().compareTo(start) > 0).toList();
    ObjectNode response = fields.response();
    ObjectNode description = response.putObject("StreamDescription");
    putSettings(fields, description, stream);
    description.put("HasMoreShards", shards.size() > limit);
    ArrayNode listed = description.putArray("Shards");
    shards.stream().limit(limit).forEach(s -> ShardOperations.put(listed.addObject(), s));
    return response;
  }

  ObjectNode describeSummary(RequestFields fields) {
    DataStream stream = stream(fields);
    ObjectNode response = fields.response();
    ObjectNode summary = response.putObject("StreamDescriptionSummary");
    putSettings(fields, summary, stream);
    summary
        .put("OpenShardCount", stream.shards().stream().filter(Shard::isOpen).count())
        .put("ConsumerCount", 0)
        .put("MaxRecordSizeInKiB", kib(stream.maxRecordBytes()));
    return response;
  }

  ObjectNode changeRetention(RequestFields fields, boolean increase) {
    int hours = fields.requiredInteger("RetentionPeriodHours", 1, MAX_RETENTION_HOURS);
    stream(fields).retain(hours, increase);
    return fields.response();
  }

  private static int kib(int bytes) {
    return bytes >> 10;
  }

  private DataStream stream(RequestFields fields) {
    String name = fields.streamName();
    fields.check();
    return store.stream(name);
  }

  private void putSettings(RequestFields fields, ObjectNode object, DataStream stream) {
    putHead(fields, object, stream);
    object.put("RetentionPeriodHours", stream.retention().toHours()).put("EncryptionType", "NONE");
    object.putArray("EnhancedMonitoring").addObject().putArray("ShardLevelMetrics");
  }

  private void putHead(RequestFields fields, ObjectNode object, DataStream stream) {
    object
        .put("StreamName", stream.name())
        .put("StreamARN", arn.apply(stream.name()))
        .put("StreamStatus", "ACTIVE");
    object.putObject("StreamModeDetails").put("StreamMode", "PROVISIONED");
    fields.putTime(object, "StreamCreationTimestamp", stream.created());
  }
}

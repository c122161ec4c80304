package io.localstream.engine.endpoint;

import static io.localstream.engine.endpoint.RequestFields.ANY;
import static io.localstream.engine.endpoint.RequestFields.HASH_KEY;
import static io.localstream.engine.endpoint.RequestFields.NAME;
import static io.localstream.engine.endpoint.RequestFields.SEQUENCE_NUMBER;
import static io.localstream.engine.endpoint.RequestFields.UNLIMITED;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.stream.DataStream;
import io.localstream.engine.stream.IteratorPosition;
import io.localstream.engine.stream.NewRecord;
import io.localstream.engine.stream.RecordPage;
import io.localstream.engine.stream.Shard;
import io.localstream.engine.stream.StoredRecord;
import io.localstream.engine.stream.StreamStore;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The operations of Kinesis on records. */
final class RecordOperations {
  private static final int MAX_RECORDS_PUT = 500;
  private static final int MAX_RECORDS_READ = 10_000;

  private final StreamStore store;

  RecordOperations(StreamStore store) {
    this.store = store;
  }

  ObjectNode putRecord(RequestFields fields) {
    Optional<String> ordering =
        fields.optional("SequenceNumberForOrdering", SEQUENCE_NUMBER, UNLIMITED);
    Supplier<NewRecord> item = item(fields, maxRecordBytes(fields));
    DataStream stream = stream(fields);
    ordering.ifPresent(stream::checkOrdering);
    StoredRecord stored = stream.put(List.of(item.get())).get(0);
    return result(fields.response(), stored).put("EncryptionType", "NONE");
  }

  ObjectNode putRecords(RequestFields fields) {
    int maxBytes = maxRecordBytes(fields);
    List<Supplier<NewRecord>> items =
        fields.list("Records", MAX_RECORDS_PUT).stream().map(r -> item(r, maxBytes)).toList();
    DataStream stream = stream(fields);
    ObjectNode response = fields.response().put("FailedRecordCount", 0);
    ArrayNode results = response.putArray("Records");
    stream
        .put(items.stream().map(Supplier::get).toList())
        .forEach(stored -> result(results.addObject(), stored));
    return response.put("EncryptionType", "NONE");
  }

  ObjectNode getShardIterator(RequestFields fields) {
    String shardId = fields.required("ShardId", NAME, 128);
    IteratorPosition.IteratorType type =
        fields.oneOf("ShardIteratorType", IteratorPosition.IteratorType.values());
    Optional<String> sequenceNumber =
        fields.optional("StartingSequenceNumber", SEQUENCE_NUMBER, UNLIMITED);
    Optional<Instant> timestamp = fields.time("Timestamp");
    String streamName = fields.streamName();
    fields.check();
    String iterator =
        store.iterator(streamName, shardId, new IteratorPosition(type, sequenceNumber, timestamp));
    return fields.response().put("ShardIterator", iterator);
  }

  ObjectNode getRecords(RequestFields fields) {
    int limit = fields.integer("Limit", 1, MAX_RECORDS_READ).orElse(MAX_RECORDS_READ);
    String iterator = fields.required("ShardIterator", ANY, 512);
    fields.check();
    RecordPage page = store.read(iterator, limit);
    ObjectNode response = fields.response();
    page.nextIterator().ifPresent(next -> response.put("NextShardIterator", next));
    response.put("MillisBehindLatest", page.millisBehindLatest());
    ArrayNode records = response.putArray("Records");
    page.records().forEach(stored -> put(fields, records.addObject(), stored));
    if (page.nextIterator().isEmpty()) {
      ArrayNode children = response.putArray("ChildShards");
      page.children().forEach(child -> put(children.addObject(), child));
    }
    return response;
  }

  private DataStream stream(RequestFields fields) {
    String name = fields.streamName();
    fields.check();
    return store.stream(name);
  }

  private int maxRecordBytes(RequestFields fields) {
    return store
        .find(fields.uncheckedStreamName())
        .map(DataStream::maxRecordBytes)
        .orElse(DataStream.DEFAULT_RECORD_BYTES);
  }

  /**
   * Reads a record's fields now. The result creates the record, after the fields have been checked.
   */
  private static Supplier<NewRecord> item(RequestFields fields, int maxBytes) {
    String partitionKey = fields.required("PartitionKey", ANY, 256);
    Optional<String> hashKey = fields.optional("ExplicitHashKey", HASH_KEY, UNLIMITED);
    byte[] data = fields.data(maxBytes);
    return () -> new NewRecord(partitionKey, hashKey.map(BigInteger::new), data);
  }

  private static ObjectNode result(ObjectNode result, StoredRecord stored) {
    return result.put("ShardId", stored.shardId()).put("SequenceNumber", stored.sequenceNumber());
  }

  private static void put(RequestFields fields, ObjectNode object, StoredRecord stored) {
    object.put("SequenceNumber", stored.sequenceNumber());
    fields.putTime(object, "ApproximateArrivalTimestamp", stored.arrival());
    object.put("Data", stored.data()).put("PartitionKey", stored.partitionKey());
  }

  private static void put(ObjectNode object, Shard child) {
    object.put("ShardId", child.id());
    child.parents().forEach(object.putArray("ParentShards")::add);
    ShardOperations.putHashKeyRange(object, child);
  }
}

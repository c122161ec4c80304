package io.kinesispipeline.consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Events of the event source mapping. */
final class Batches {
  private Batches() {}

  /** A batch of records with these data, and the sequence numbers 100, 101 and so on. */
  static String of(byte[]... data) {
    ObjectNode batch = JsonNodeFactory.instance.objectNode();
    ArrayNode records = batch.putArray("Records");
    for (int i = 0; i < data.length; i++) {
      ObjectNode record = records.addObject().put("eventID", "shardId-000000000000:" + (100 + i));
      record
          .putObject("kinesis")
          .put("partitionKey", "key-" + i)
          .put("sequenceNumber", String.valueOf(100 + i))
          .put("data", data[i])
          .put("approximateArrivalTimestamp", 1748865764.227);
    }
    return batch.toString();
  }
}

package io.kinesispipeline.consumer;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/** Creates events as the event source mapping sends them. */
final class Batches {
  private Batches() {}

  /** Creates a batch of records with the given data and the sequence numbers 100, 101 and so on. */
  static KinesisEvent of(byte[]... data) {
    List<KinesisEventRecord> records = new ArrayList<>();
    for (int i = 0; i < data.length; i++) {
      KinesisEvent.Record kinesis = new KinesisEvent.Record();
      kinesis.setPartitionKey("key-" + i);
      kinesis.setSequenceNumber(String.valueOf(100 + i));
      kinesis.setData(ByteBuffer.wrap(data[i]));
      kinesis.setApproximateArrivalTimestamp(Date.from(Instant.parse("2025-06-02T12:02:44.227Z")));
      KinesisEventRecord record = new KinesisEventRecord();
      record.setEventID("shardId-000000000000:" + (100 + i));
      record.setKinesis(kinesis);
      records.add(record);
    }
    KinesisEvent batch = new KinesisEvent();
    batch.setRecords(records);
    return batch;
  }
}

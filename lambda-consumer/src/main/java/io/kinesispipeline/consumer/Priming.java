package io.kinesispipeline.consumer;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.kinesispipeline.model.EventSample;
import io.kinesispipeline.snapstart.Primer;
import io.kinesispipeline.snapstart.RuntimeSerializer;
import io.kinesispipeline.telemetry.Telemetry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/**
 * Exercises the invocation path before a snapshot is taken, so that classes are not loaded and
 * compiled after each restore. It has no side effects: its log lines are discarded.
 *
 * <p>It does not call your {@link RecordProcessor}, which can have side effects.
 */
final class Priming {
  /** Enough rounds for the JVM to compile the code that an invocation runs most. */
  private static final int ROUNDS = 20;

  private Priming() {}

  /** Processes batches with a valid and a malformed record. */
  static void run(Telemetry telemetry) {
    Primer primer = new Primer(telemetry);
    BatchProcessor processor =
        new BatchProcessor((event, record, log) -> log.info("event", event), telemetry.silent());
    primer.run(
        "the processing of a batch",
        () -> {
          KinesisEvent batch = batch(EventSample.json(), new byte[0]);
          for (int round = 0; round < ROUNDS; round++) {
            processor.process(batch, "none");
          }
        });
    primer.run(
        "the conversion of a batch",
        () -> {
          KinesisEvent batch = batch(EventSample.json(), new byte[0]);
          StreamsEventResponse response = processor.process(batch, "none");
          RuntimeSerializer.prime(batch, response);
        });
  }

  private static KinesisEvent batch(byte[]... data) {
    KinesisEvent batch = new KinesisEvent();
    batch.setRecords(List.of(data).stream().map(Priming::record).toList());
    return batch;
  }

  /** Sets each field that Lambda sets, so that the serializer reads each of them once. */
  private static KinesisEventRecord record(byte[] data) {
    KinesisEvent.Record kinesis = new KinesisEvent.Record();
    kinesis.setSequenceNumber("0");
    kinesis.setPartitionKey("none");
    kinesis.setApproximateArrivalTimestamp(Date.from(Instant.EPOCH.plusMillis(1)));
    kinesis.setData(ByteBuffer.wrap(data));
    KinesisEventRecord record = new KinesisEventRecord();
    record.setEventName("aws:kinesis:record");
    record.setEventSource("aws:kinesis");
    record.setEventSourceARN("arn:aws:kinesis:us-east-1:000000000000:stream/none");
    record.setAwsRegion("us-east-1");
    record.setEventVersion("1.0");
    record.setInvokeIdentityArn("arn:aws:iam::000000000000:role/none");
    kinesis.setKinesisSchemaVersion("1.0");
    record.setEventID("shardId-000000000000:0");
    record.setKinesis(kinesis);
    return record;
  }
}

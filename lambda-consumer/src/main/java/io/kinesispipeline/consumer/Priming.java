package io.kinesispipeline.consumer;

import static java.io.OutputStream.nullOutputStream;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.kinesispipeline.model.EventSample;
import io.kinesispipeline.telemetry.Telemetry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;

/**
 * Runs the way of a batch before a snapshot is taken, so that what it loads and compiles need not
 * be loaded and compiled after each restore. Nothing comes of it: its lines reach no log.
 *
 * <p>The user's {@link RecordProcessor} is not part of it: it may do things that must not happen
 * here.
 */
final class Priming {
  /** So often that the JVM compiles what an invocation runs most. */
  private static final int ROUNDS = 20;

  private Priming() {}

  /** Processes batches of an event and of something that is none. */
  static void run(Telemetry telemetry) throws IOException {
    BatchProcessor processor = new BatchProcessor(new LoggingProcessor(), telemetry.silent());
    byte[] batch = batch(EventSample.json(), new byte[0]).getBytes(US_ASCII);
    for (int round = 0; round < ROUNDS; round++) {
      try {
        ConsumerHandler.handle(
            processor, new ByteArrayInputStream(batch), nullOutputStream(), "none");
      } catch (FirstRecordFailedException e) {
        // The user's event has a component that the sample lacks: this is as far as priming goes.
        return;
      }
    }
  }

  private static String batch(byte[]... data) {
    StringBuilder batch = new StringBuilder("{\"Records\":[");
    for (byte[] each : data) {
      batch
          .append(batch.charAt(batch.length() - 1) == '}' ? "," : "")
          .append("{\"eventID\":\"shardId-000000000000:0\",\"kinesis\":{")
          .append("\"sequenceNumber\":\"0\",\"partitionKey\":\"none\",")
          .append("\"approximateArrivalTimestamp\":1748865764.227,\"data\":\"")
          .append(Base64.getEncoder().encodeToString(each))
          .append("\"}}");
    }
    return batch.append("]}").toString();
  }
}

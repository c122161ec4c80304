package io.localstream.fixtureapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.List;

/**
 * Logs the data of each batch, and reports the record with the data in {@code REPORTED} as failed.
 */
public final class ReportingConsumer implements RequestHandler<KinesisEvent, StreamsEventResponse> {
  /** Environment variable: the data of the record that is reported each time. */
  public static final String REPORTED = "REPORTED";

  @Override
  public StreamsEventResponse handleRequest(KinesisEvent batch, Context context) {
    List<String> data = batch.getRecords().stream().map(ReportingConsumer::data).toList();
    context.getLogger().log("Consumer delivered: " + data, LogLevel.INFO);
    return new StreamsEventResponse(
        batch.getRecords().stream()
            .filter(record -> data(record).equals(System.getenv(REPORTED)))
            .map(record -> new BatchItemFailure(record.getKinesis().getSequenceNumber()))
            .toList());
  }

  private static String data(KinesisEventRecord record) {
    // Reads a duplicate, so that the position of the buffer does not change.
    return UTF_8.decode(record.getKinesis().getData().duplicate()).toString();
  }
}

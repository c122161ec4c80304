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
import java.util.regex.Pattern;

/**
 * Logs each event of a batch, up to the first malformed record. It reports that record, or fails
 * the invocation if it is the first of several, so that the event source mapping bisects the batch.
 */
public final class EventConsumer implements RequestHandler<KinesisEvent, StreamsEventResponse> {
  private static final Pattern EVENT = Pattern.compile("\\{\"message\":\".*\",\"time\":\\d+}");

  @Override
  public StreamsEventResponse handleRequest(KinesisEvent batch, Context context) {
    List<KinesisEventRecord> records = batch.getRecords();
    for (int i = 0; i < records.size(); i++) {
      KinesisEventRecord record = records.get(i);
      String data = UTF_8.decode(record.getKinesis().getData()).toString();
      if (!EVENT.matcher(data).matches()) {
        String sequenceNumber = record.getKinesis().getSequenceNumber();
        if (i == 0 && records.size() > 1) {
          throw new IllegalArgumentException(
              "the first record of the batch is malformed: " + sequenceNumber);
        }
        context.getLogger().log("Consumer rejected: " + sequenceNumber, LogLevel.ERROR);
        return new StreamsEventResponse(List.of(new BatchItemFailure(sequenceNumber)));
      }
      context.getLogger().log("Consumer received: " + data, LogLevel.INFO);
    }
    return new StreamsEventResponse(List.of());
  }
}

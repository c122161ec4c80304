package io.localstream.benchmarks.plain;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * The consumer as the AWS documentation shows it: Lambda converts the batch to a {@link
 * KinesisEvent}, and each record is logged.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-batch-response.html">Partial
 *     batch response with Kinesis</a>
 */
public final class PlainConsumer implements RequestHandler<KinesisEvent, StreamsEventResponse> {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * The event that the producer sends.
   *
   * @param message the text of the event
   * @param time the time of the event, in milliseconds since the epoch
   */
  record Event(String message, long time) {}

  /** Called by Lambda. */
  public PlainConsumer() {}

  @Override
  public StreamsEventResponse handleRequest(KinesisEvent batch, Context context) {
    for (KinesisEvent.KinesisEventRecord record : batch.getRecords()) {
      try {
        byte[] data = record.getKinesis().getData().array();
        Event event = MAPPER.readValue(data, Event.class);
        context.getLogger().log("Consumer received: " + MAPPER.writeValueAsString(event));
      } catch (Exception e) {
        context.getLogger().log("Consumer failed: " + e);
        String failed = record.getKinesis().getSequenceNumber();
        return new StreamsEventResponse(List.of(new BatchItemFailure(failed)));
      }
    }
    return new StreamsEventResponse(List.of());
  }
}

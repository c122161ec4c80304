package io.localstream.benchmarks.plain;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * The producer as the AWS documentation shows it: Lambda converts the schedule's event to a {@link
 * ScheduledEvent}, and one {@code PutRecord} is sent for each event.
 *
 * @see <a href="https://docs.aws.amazon.com/streams/latest/dev/developing-producers-with-sdk.html">
 *     Developing producers with the Kinesis Data Streams API</a>
 */
public final class PlainProducer implements RequestHandler<ScheduledEvent, Map<String, Integer>> {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final KinesisClient kinesis;
  private final String stream;
  private final int events;

  /**
   * The event that is sent.
   *
   * @param message the text of the event
   * @param time the time of the event, in milliseconds since the epoch
   */
  record Event(String message, long time) {}

  /** Called by Lambda. */
  public PlainProducer() {
    this(
        KinesisClient.create(),
        System.getenv("STREAM_NAME"),
        Integer.parseInt(System.getenv("EVENTS_PER_INVOCATION")));
  }

  /**
   * Creates the producer.
   *
   * @param kinesis the Kinesis client
   * @param stream the stream's name
   * @param events the number of events per invocation
   */
  public PlainProducer(KinesisClient kinesis, String stream, int events) {
    this.kinesis = kinesis;
    this.stream = stream;
    this.events = events;
  }

  @Override
  public Map<String, Integer> handleRequest(ScheduledEvent trigger, Context context) {
    for (int i = 0; i < events; i++) {
      String event = toJson(new Event("Hello", trigger.getTime().getMillis()));
      String key = context.getAwsRequestId() + "-" + i;
      kinesis.putRecord(
          request ->
              request.streamName(stream).partitionKey(key).data(SdkBytes.fromUtf8String(event)));
      context.getLogger().log("Producer sent: " + event);
    }
    return Map.of("sent", events);
  }

  private static String toJson(Event event) {
    try {
      return MAPPER.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the event cannot be written as JSON", e);
    }
  }
}

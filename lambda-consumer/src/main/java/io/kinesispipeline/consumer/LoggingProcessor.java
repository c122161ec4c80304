package io.kinesispipeline.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kinesispipeline.model.Event;
import io.kinesispipeline.model.EventJson;

/** Logs the event. A second time does no harm. */
final class LoggingProcessor implements RecordProcessor {
  @Override
  public void process(Event event, StreamRecord record) {
    System.out.println("Consumer received: " + new String(EventJson.write(event), UTF_8));
  }
}

package io.kinesispipeline.consumer;

import io.kinesispipeline.model.Event;

/** Logs the event. Processing a record twice is harmless. */
final class LoggingProcessor implements RecordProcessor {
  @Override
  public void process(Event event, StreamRecord record, RecordLog log) {
    log.info("Consumer received", event);
  }
}

package io.kinesispipeline.consumer;

import io.kinesispipeline.model.Event;

/** Logs the event. A second time does no harm. */
final class LoggingProcessor implements RecordProcessor {
  @Override
  public void process(Event event, StreamRecord record, RecordLog log) {
    log.info("Consumer received", event);
  }
}

package io.kinesispipeline.consumer;

import io.kinesispipeline.model.MalformedEventException;
import io.kinesispipeline.telemetry.InvocationLog;

/**
 * A record that was not processed. The logs, and the metrics made from them, tell one that never
 * can be from one that may be when it is tried again.
 *
 * @param record the record
 * @param cause why
 */
record Failure(StreamRecord record, Throwable cause) {
  private boolean isMalformed() {
    return cause instanceof MalformedEventException;
  }

  /** One line: the kind of failure, the record's event id, and the reason. */
  String describe() {
    String reason = isMalformed() ? String.valueOf(cause.getMessage()) : cause.toString();
    return (isMalformed() ? "Consumer malformed: " : "Consumer failed: ")
        + record.eventId()
        + ": "
        + String.join(" ", reason.lines().toList());
  }

  /** For a malformed record the trace would lead into the JSON parser: the reason says it all. */
  void writeTraceInText(InvocationLog log) {
    if (!isMalformed()) {
      log.traceInText(cause);
    }
  }
}

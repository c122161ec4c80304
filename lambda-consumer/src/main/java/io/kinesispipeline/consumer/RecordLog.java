package io.kinesispipeline.consumer;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kinesispipeline.model.Event;
import io.kinesispipeline.model.EventJson;
import io.kinesispipeline.model.MalformedEventException;
import io.kinesispipeline.telemetry.InvocationLog;
import io.kinesispipeline.telemetry.LogLevel;
import io.kinesispipeline.telemetry.LogSubject;
import java.io.IOException;

/**
 * The log for the processing of one record. In log format JSON, each line has the record's {@code
 * shardId}, {@code sequenceNumber} and {@code partitionKey} and the invocation's {@code
 * AWSRequestId} as fields.
 */
public final class RecordLog {
  private final InvocationLog log;
  private final StreamRecord record;
  private final LogSubject subject;

  RecordLog(InvocationLog log, StreamRecord record) {
    this.log = log;
    this.record = record;
    subject = new Identity(record);
  }

  /** The fields that identify a record. */
  private record Identity(StreamRecord record) implements LogSubject {
    @Override
    public void describe(JsonGenerator line) throws IOException {
      line.writeStringField("shardId", record.shardId());
      line.writeStringField("sequenceNumber", record.sequenceNumber());
      line.writeStringField("partitionKey", record.partitionKey());
    }
  }

  /**
   * Returns whether lines of a level are written. Check this before you build an expensive message.
   *
   * @param level the level
   * @return whether they are written
   */
  public boolean isEnabled(LogLevel level) {
    return log.isEnabled(level);
  }

  /**
   * Writes a line of level {@code DEBUG}.
   *
   * @param message the text
   */
  public void debug(String message) {
    log.write(LogLevel.DEBUG, message, subject);
  }

  /**
   * Writes a line of level {@code INFO}.
   *
   * @param message the text
   */
  public void info(String message) {
    log.write(LogLevel.INFO, message, subject);
  }

  /**
   * Writes a line of level {@code INFO} with an event. If {@code LOG_PAYLOADS} is {@code false},
   * writes the message only.
   *
   * @param message the text before the event
   * @param event the event
   */
  public void info(String message, Event event) {
    if (!log.showsPayloads()) {
      info(message);
    } else if (log.isEnabled(LogLevel.INFO)) {
      log.write(LogLevel.INFO, message, EventJson.write(event), subject);
    }
  }

  /**
   * Writes a line of level {@code WARN}.
   *
   * @param message the text
   */
  public void warn(String message) {
    log.write(LogLevel.WARN, message, subject);
  }

  /** Writes one line that says that the record is malformed, without a stack trace. */
  void malformed(String reason) {
    log.error(line("Consumer malformed: ", reason), MalformedEventException.class, subject);
  }

  /** Writes the exception that {@link RecordProcessor#process} threw. */
  void failed(Throwable cause) {
    if (cause instanceof MalformedEventException) {
      malformed(log.showsPayloads() ? cause.getMessage() : log.describe(cause));
    } else {
      log.error(line("Consumer failed: ", log.describe(cause)), cause, subject);
    }
  }

  /** Checks that the handler can throw the error: see {@link InvocationLog#requireReportable}. */
  void requireReportable(Error error) {
    log.requireReportable(error);
  }

  private String line(String kind, String reason) {
    return kind + record.eventId() + ": " + String.join(" ", reason.lines().toList());
  }
}

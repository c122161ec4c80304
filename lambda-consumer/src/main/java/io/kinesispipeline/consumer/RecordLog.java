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
 * The function's log while one record is processed. Where lines are JSON, each has the record's
 * {@code shardId}, {@code sequenceNumber} and {@code partitionKey} and the invocation's {@code
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

  /** What finds a record again. */
  private record Identity(StreamRecord record) implements LogSubject {
    @Override
    public void describe(JsonGenerator line) throws IOException {
      line.writeStringField("shardId", record.shardId());
      line.writeStringField("sequenceNumber", record.sequenceNumber());
      line.writeStringField("partitionKey", record.partitionKey());
    }
  }

  /**
   * Says whether lines are written: ask before making one that costs something.
   *
   * @param level the lines' level
   * @return whether they are
   */
  public boolean isEnabled(LogLevel level) {
    return log.isEnabled(level);
  }

  /**
   * Writes a line of level {@code DEBUG}.
   *
   * @param message what it says
   */
  public void debug(String message) {
    log.write(LogLevel.DEBUG, message, subject);
  }

  /**
   * Writes a line of level {@code INFO}.
   *
   * @param message what it says
   */
  public void info(String message) {
    log.write(LogLevel.INFO, message, subject);
  }

  /**
   * Writes a line of level {@code INFO} that shows an event, unless {@code LOG_PAYLOADS} is {@code
   * false}.
   *
   * @param message what it says of the event
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
   * @param message what it says
   */
  public void warn(String message) {
    log.write(LogLevel.WARN, message, subject);
  }

  /** Writes that the record is not an event, in one line: there is nothing to say beyond it. */
  void malformed(String reason) {
    log.error(line("Consumer malformed: ", reason), MalformedEventException.class, subject);
  }

  /** Writes what {@link RecordProcessor#process} has thrown. */
  void failed(Throwable cause) {
    if (cause instanceof MalformedEventException) {
      malformed(log.showsPayloads() ? cause.getMessage() : log.describe(cause));
    } else {
      log.error(line("Consumer failed: ", log.describe(cause)), cause, subject);
    }
  }

  /** Checks that it may leave the handler: see {@link InvocationLog#requireReportable}. */
  void requireReportable(Error error) {
    log.requireReportable(error);
  }

  private String line(String kind, String reason) {
    return kind + record.eventId() + ": " + String.join(" ", reason.lines().toList());
  }
}

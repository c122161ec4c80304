package io.kinesispipeline.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * One invocation's log. In Lambda's format {@code JSON} a line is an object with {@code timestamp},
 * {@code level}, {@code AWSRequestId}, {@code message} and what identifies its subject; in format
 * {@code Text} it is the message.
 */
public final class InvocationLog {
  private final Telemetry telemetry;
  private final String requestId;

  InvocationLog(Telemetry telemetry, String requestId) {
    this.telemetry = telemetry;
    this.requestId = requestId;
  }

  /**
   * Says whether lines are written: ask before making one that costs something.
   *
   * @param level the lines' level
   * @return whether they are
   */
  public boolean isEnabled(LogLevel level) {
    return level.compareTo(telemetry.settings().level()) >= 0;
  }

  /**
   * Says whether lines may show events.
   *
   * @return whether they may
   */
  public boolean showsPayloads() {
    return telemetry.settings().payloads();
  }

  /**
   * Writes a line.
   *
   * @param level its level
   * @param message what it says
   * @param subject what it is about
   */
  public void write(LogLevel level, String message, LogSubject subject) {
    if (isEnabled(level)) {
      writeLine(level, message, subject, null);
    }
  }

  /**
   * Writes a line that shows an event, unless lines are to show none.
   *
   * @param level its level
   * @param message what it says of the event
   * @param event the event's JSON form, in UTF-8
   * @param subject what it is about
   */
  public void write(LogLevel level, String message, byte[] event, LogSubject subject) {
    if (isEnabled(level)) {
      String line = showsPayloads() ? message + ": " + new String(event, UTF_8) : message;
      writeLine(level, line, subject, null);
    }
  }

  /**
   * Writes a line of level {@code ERROR} about a failure. Where lines are JSON, it has the
   * failure's class, its message and its stack trace as fields.
   *
   * @param message what it says of the failure
   * @param failure the failure
   * @param subject what it is about
   */
  public void error(String message, Throwable failure, LogSubject subject) {
    if (isEnabled(LogLevel.ERROR)) {
      writeLine(LogLevel.ERROR, message, subject, failure);
    }
  }

  /**
   * Writes a failure's stack trace where lines are text, in which {@link #error} leaves it out.
   *
   * @param failure the failure
   */
  public void traceInText(Throwable failure) {
    if (!telemetry.settings().json() && isEnabled(LogLevel.ERROR)) {
      writeText(trace(failure));
    }
  }

  private void writeLine(LogLevel level, String message, LogSubject subject, Throwable failure) {
    if (!telemetry.settings().json()) {
      writeText(message + "\n");
      return;
    }
    try (JsonLine line = new JsonLine(telemetry, telemetry.clock().millis(), level, requestId)) {
      line.json().writeStringField("message", message);
      subject.describe(line.json());
      if (failure != null) {
        line.json().writeStringField("errorType", failure.getClass().getName());
        line.json().writeStringField("errorMessage", failure.getMessage());
        line.json().writeStringField("stackTrace", trace(failure));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a log line could not be written", e);
    }
  }

  private void writeText(String text) {
    byte[] line = text.getBytes(UTF_8);
    telemetry.output().write(line, 0, line.length);
  }

  private static String trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }
}

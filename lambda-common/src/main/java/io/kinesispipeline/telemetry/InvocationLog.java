package io.kinesispipeline.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The log of one invocation. In Lambda's log format {@code JSON} a line is an object with {@code
 * timestamp}, {@code level}, {@code AWSRequestId}, {@code message} and the fields of its subject;
 * in format {@code Text} it is the message. A line has at most 256 KiB: longer texts are truncated
 * and end with a note that says so.
 */
public final class InvocationLog {
  /**
   * Longer descriptions of an exception are truncated, so that its stack frames fit in the line.
   */
  private static final int DESCRIPTION_BYTES = 16 * 1024;

  /** Maximum length of the texts of an exception that Lambda's runtime writes. */
  private static final int REPORT_CHARACTERS = 32 * 1024;

  /**
   * Bytes of a JSON line that are reserved for the fields after the message: those of the subject
   * and of the exception.
   */
  private static final int SUBJECT_BYTES = 8 * 1024;

  private static final int FAILURE_BYTES = 192 * 1024;

  /** Bytes of a JSON line that are reserved for the stack trace. */
  private static final int TRACE_BYTES = 128 * 1024;

  private final Telemetry telemetry;
  private final String requestId;

  InvocationLog(Telemetry telemetry, String requestId) {
    this.telemetry = telemetry;
    this.requestId = requestId;
  }

  /**
   * Returns whether lines of a level are written. Check this before you build an expensive message.
   *
   * @param level the level
   * @return whether they are written
   */
  public boolean isEnabled(LogLevel level) {
    return level.compareTo(telemetry.settings().level()) >= 0;
  }

  /**
   * Returns whether lines can contain events.
   *
   * @return whether {@code LOG_PAYLOADS} allows it
   */
  public boolean showsPayloads() {
    return telemetry.settings().payloads();
  }

  /**
   * Writes a line.
   *
   * @param level the level of the line
   * @param message the text
   * @param subject the subject, such as a record
   */
  public void write(LogLevel level, String message, LogSubject subject) {
    if (isEnabled(level)) {
      writeLine(level, message, subject, null);
    }
  }

  /**
   * Writes a line with an event. If {@code LOG_PAYLOADS} is {@code false}, writes the message only.
   *
   * @param level the level of the line
   * @param message the text before the event
   * @param event the event's JSON form, in UTF-8
   * @param subject the subject, such as a record
   */
  public void write(LogLevel level, String message, byte[] event, LogSubject subject) {
    if (isEnabled(level)) {
      String line = showsPayloads() ? message + ": " + new String(event, UTF_8) : message;
      writeLine(level, line, subject, null);
    }
  }

  /**
   * Writes a line of level {@code ERROR} for an exception. In format {@code JSON} the line has the
   * exception's class, message and stack trace as fields; in format {@code Text} the stack trace
   * follows the line. If {@code LOG_PAYLOADS} is {@code false}, the messages of the exception and
   * its causes are omitted.
   *
   * @param message the text
   * @param failure the exception
   * @param subject the subject, such as a record
   */
  public void error(String message, Throwable failure, LogSubject subject) {
    if (isEnabled(LogLevel.ERROR)) {
      writeLine(LogLevel.ERROR, message, subject, failure);
      if (!telemetry.settings().json()) {
        writeText(trace(failure).stripTrailing());
      }
    }
  }

  /**
   * Writes a line of level {@code ERROR} without a stack trace. In format {@code JSON} the line has
   * the exception's class as a field.
   *
   * @param message the text
   * @param errorType the exception's class
   * @param subject the subject, such as a record
   */
  public void error(String message, Class<? extends Throwable> errorType, LogSubject subject) {
    write(
        LogLevel.ERROR,
        message,
        line -> {
          subject.describe(line);
          line.writeStringField("errorType", errorType.getName());
        });
  }

  /**
   * Describes an exception as {@link Throwable#toString} does. A long message is truncated; if
   * {@code LOG_PAYLOADS} is {@code false}, the message is omitted.
   *
   * @param failure the exception
   * @return the class and the message
   */
  public String describe(Throwable failure) {
    return showsPayloads()
        ? LineLimit.cut(failure.toString(), DESCRIPTION_BYTES, true)
        : failure.getClass().getName();
  }

  /**
   * Checks that the handler can throw an exception as it is. Lambda's runtime writes the message,
   * stack trace and causes to the log and to the error response of the invocation. The handler can
   * throw it if {@code LOG_PAYLOADS} is {@code true} and the texts are not too long, or if the JVM
   * threw it because memory or stack ran out.
   *
   * @param failure the exception that your code threw
   * @throws RedactedError if the handler must not throw it; throw this error instead
   */
  public void requireReportable(Throwable failure) {
    boolean ofJvm = failure instanceof OutOfMemoryError || failure instanceof StackOverflowError;
    if (!ofJvm && !(showsPayloads() && StackTrace.print(failure).length() <= REPORT_CHARACTERS)) {
      throw new RedactedError(describe(failure), failure.getStackTrace());
    }
  }

  private void writeLine(LogLevel level, String message, LogSubject subject, Throwable failure) {
    if (!telemetry.settings().json()) {
      writeText(message);
      return;
    }
    try (JsonLine line = new JsonLine(telemetry, telemetry.clock().millis(), level, requestId)) {
      line.text("message", message, failure == null ? SUBJECT_BYTES : FAILURE_BYTES);
      subject.describe(line.json());
      if (failure != null) {
        line.json().writeStringField("errorType", failure.getClass().getName());
        if (showsPayloads() && failure.getMessage() != null) {
          line.text("errorMessage", failure.getMessage(), TRACE_BYTES);
        }
        line.text("stackTrace", trace(failure), 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a log line could not be written", e);
    }
  }

  private void writeText(String text) {
    String cut = LineLimit.cut(text, LineLimit.MAX_BYTES - 1, false);
    byte[] line = (cut + "\n").getBytes(UTF_8);
    telemetry.output().write(line, 0, line.length);
  }

  private String trace(Throwable failure) {
    return StackTrace.print(failure, this::describe);
  }
}

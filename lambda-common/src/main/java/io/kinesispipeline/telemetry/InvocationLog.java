package io.kinesispipeline.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * One invocation's log. In Lambda's format {@code JSON} a line is an object with {@code timestamp},
 * {@code level}, {@code AWSRequestId}, {@code message} and what identifies its subject; in format
 * {@code Text} it is the message. A line takes 256 KiB at most: longer texts are cut, which they
 * say.
 */
public final class InvocationLog {
  /** Longer descriptions of an exception are cut, so that its frames have a place beside them. */
  private static final int DESCRIPTION_BYTES = 16 * 1024;

  /** What Lambda's runtime writes of an exception may have this length. */
  private static final int REPORT_CHARACTERS = 32 * 1024;

  /** What a JSON line keeps for the fields after its message: a subject's, and a failure's. */
  private static final int SUBJECT_BYTES = 8 * 1024;

  private static final int FAILURE_BYTES = 192 * 1024;

  /** What a JSON line keeps for a stack trace. */
  private static final int TRACE_BYTES = 128 * 1024;

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
   * failure's class, message and stack trace as fields; where they are text, the stack trace
   * follows it. Messages, also those of causes, are left out where lines are to show no events.
   *
   * @param message what it says of the failure
   * @param failure the failure
   * @param subject what it is about
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
   * Writes a line of level {@code ERROR} that says all there is to say of a failure. Where lines
   * are JSON, it has the failure's class as a field.
   *
   * @param message what it says of the failure
   * @param errorType the failure's class
   * @param subject what it is about
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
   * Says in short what a failure is, as {@link Throwable#toString} does: a long message is cut, and
   * left out where lines are to show no events.
   *
   * @param failure the failure
   * @return its class, and its message
   */
  public String describe(Throwable failure) {
    return showsPayloads()
        ? LineLimit.cut(failure.toString(), DESCRIPTION_BYTES, true)
        : failure.getClass().getName();
  }

  /**
   * Checks that a failure may leave the handler as it is: Lambda's runtime writes its message, its
   * stack trace and its causes to the log and to the invocation's error. It may where lines show
   * events and it is not long. So may what the JVM itself throws for lack of memory or of stack.
   *
   * @param failure what user's code has thrown
   * @throws RedactedError when it may not: throw this in its place
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

package io.kinesispipeline.telemetry;

/**
 * Replaces an exception whose texts Lambda's runtime must not write, because they can contain
 * events or are too long. It has the stack frames of that exception and a redacted message.
 */
public final class RedactedError extends Error {
  private static final long serialVersionUID = 1L;

  RedactedError(String message, StackTraceElement[] frames) {
    super(message, null, false, true);
    setStackTrace(frames);
  }
}

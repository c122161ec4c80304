package io.kinesispipeline.telemetry;

/**
 * Fails an invocation in place of an exception that says more than Lambda's runtime may write: it
 * has that one's frames, and of its texts what may be shown.
 */
public final class RedactedError extends Error {
  private static final long serialVersionUID = 1L;

  RedactedError(String message, StackTraceElement[] frames) {
    super(message, null, false, true);
    setStackTrace(frames);
  }
}

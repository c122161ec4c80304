package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Locale;

/**
 * The outcome of an invocation, or of the start of an execution environment.
 *
 * @param errorType the type of the error; empty if the function returned
 * @param message the message of a platform error
 * @param payload the return value, or the function's error in JSON
 */
record InvocationOutcome(Kind kind, String errorType, String message, byte[] payload) {
  private static final String TIMED_OUT = "Sandbox.Timedout";
  private static final ObjectMapper JSON = new ObjectMapper();

  enum Kind {
    /** The function returned. */
    RETURNED,
    /** The function threw. */
    FUNCTION_ERROR,
    /** The runtime could not start the function. */
    START_ERROR,
    /** Lambda ended the invocation or the start. */
    PLATFORM_ERROR
  }

  static InvocationOutcome returned(byte[] payload) {
    return new InvocationOutcome(Kind.RETURNED, "", "", payload);
  }

  /** The runtime reported an error of the invocation or of the start. */
  static InvocationOutcome reported(boolean ofInvocation, String errorType, byte[] payload) {
    return new InvocationOutcome(
        ofInvocation ? Kind.FUNCTION_ERROR : Kind.START_ERROR, errorType, "", payload);
  }

  /**
   * The response exceeds Lambda's limit.
   *
   * @param limit in bytes
   */
  static InvocationOutcome tooLarge(int limit) {
    return platform(
        "Function.ResponseSizeTooLarge",
        "Response payload size exceeded maximum allowed payload size (" + limit + " bytes).");
  }

  static InvocationOutcome timedOut(Duration limit) {
    double seconds = limit.toMillis() / 1e3;
    return platform(
        TIMED_OUT, String.format(Locale.ROOT, "Task timed out after %.2f seconds", seconds));
  }

  static InvocationOutcome exited(int status, boolean outOfMemory) {
    return platform(
        outOfMemory ? "Runtime.OutOfMemory" : "Runtime.ExitError",
        "Runtime exited with error: " + describe(status));
  }

  private static InvocationOutcome platform(String errorType, String message) {
    return new InvocationOutcome(Kind.PLATFORM_ERROR, errorType, message, new byte[0]);
  }

  /** If a signal ended the process, Java returns 128 plus the signal's number as the status. */
  private static String describe(int status) {
    if (status == 128 + 9) {
      return "signal: killed";
    }
    return status == 128 + 15 ? "signal: terminated" : "exit status " + status;
  }

  boolean failed() {
    return kind != Kind.RETURNED;
  }

  boolean byPlatform() {
    return kind == Kind.PLATFORM_ERROR;
  }

  boolean timedOut() {
    return errorType.equals(TIMED_OUT);
  }

  /** Returns the result for the caller. */
  InvocationResult result(String requestId) {
    if (!failed()) {
      return new InvocationResult.Succeeded(requestId, payload);
    }
    return new InvocationResult.Failed(
        requestId, "Unhandled", byPlatform() ? errorJson(requestId) : payload);
  }

  /** Returns one line for the user. */
  String summary() {
    return errorType + ": " + (byPlatform() ? message : new String(payload, UTF_8));
  }

  private byte[] errorJson(String requestId) {
    return JSON.createObjectNode()
        .put("errorType", errorType)
        .put("errorMessage", "RequestId: " + requestId + " Error: " + message)
        .toString()
        .getBytes(UTF_8);
  }
}

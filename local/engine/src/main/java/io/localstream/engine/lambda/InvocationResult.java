package io.localstream.engine.lambda;

/** How an invocation ended. */
public sealed interface InvocationResult {

  /**
   * The function returned.
   *
   * @param requestId the invocation's id
   * @param payload what it returned, JSON in UTF-8
   */
  record Succeeded(String requestId, byte[] payload) implements InvocationResult {}

  /**
   * The function failed: it threw, timed out, exited, ran out of memory or could not be loaded.
   *
   * @param requestId the invocation's id
   * @param functionError {@code Handled} or {@code Unhandled}, as in the response header {@code
   *     X-Amz-Function-Error}
   * @param payload the error, a JSON object with {@code errorType} and {@code errorMessage}, in
   *     UTF-8
   */
  record Failed(String requestId, String functionError, byte[] payload)
      implements InvocationResult {}

  /** The function was not run: as many invocations as it may have were under way. */
  record Throttled() implements InvocationResult {}
}

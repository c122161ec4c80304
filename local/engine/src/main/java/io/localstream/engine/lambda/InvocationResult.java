package io.localstream.engine.lambda;

/** The result of an invocation. */
public sealed interface InvocationResult {

  /**
   * The function returned.
   *
   * @param payload the return value, JSON in UTF-8
   */
  record Succeeded(String requestId, byte[] payload) implements InvocationResult {}

  /**
   * The function threw an exception, timed out, exited, ran out of memory or could not be loaded.
   *
   * @param functionError {@code Handled} or {@code Unhandled}, as in the response header {@code
   *     X-Amz-Function-Error}
   * @param payload a JSON object with {@code errorType} and {@code errorMessage}, in UTF-8
   */
  record Failed(String requestId, String functionError, byte[] payload)
      implements InvocationResult {}

  /** The function did not run, because it had reached its concurrency limit. */
  record Throttled() implements InvocationResult {}
}

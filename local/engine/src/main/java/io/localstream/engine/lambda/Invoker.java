package io.localstream.engine.lambda;

/** Invokes functions, as the Lambda API's synchronous {@code Invoke} does. */
public interface Invoker {
  /**
   * Invokes a function and waits for the result.
   *
   * @param payload the event, JSON in UTF-8
   * @throws InterruptedException if this thread is interrupted; the outcome is then unknown
   */
  InvocationResult invoke(String functionName, byte[] payload) throws InterruptedException;
}

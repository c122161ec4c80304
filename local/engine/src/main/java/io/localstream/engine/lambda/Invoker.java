package io.localstream.engine.lambda;

/** Invokes functions, as the Lambda API's synchronous {@code Invoke} does. */
public interface Invoker {
  /**
   * Invokes a function and waits for its end.
   *
   * @param functionName the function's name
   * @param payload the event, JSON in UTF-8
   * @return how it ended
   * @throws InterruptedException when this thread is interrupted: the invocation's end is unknown
   */
  InvocationResult invoke(String functionName, byte[] payload) throws InterruptedException;
}

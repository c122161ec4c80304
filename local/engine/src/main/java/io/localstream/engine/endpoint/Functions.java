package io.localstream.engine.endpoint;

import io.localstream.engine.lambda.LoggedInvocation;

/** The functions that callers of the endpoint can invoke. */
public interface Functions {
  /**
   * Invokes a function and waits for its end.
   *
   * @param functionName the function's name
   * @param payload the event, JSON in UTF-8
   * @return how it ended, and what it logged
   * @throws InterruptedException when this thread is interrupted: the invocation's end is unknown
   */
  LoggedInvocation invoke(String functionName, byte[] payload) throws InterruptedException;

  /**
   * Queues an event for a function.
   *
   * @param functionName the function's name
   * @param payload the event, JSON in UTF-8
   * @throws InterruptedException when this thread is interrupted: nothing is queued then
   */
  void invokeAsync(String functionName, byte[] payload) throws InterruptedException;
}

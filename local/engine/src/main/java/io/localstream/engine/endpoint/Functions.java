package io.localstream.engine.endpoint;

import io.localstream.engine.lambda.LoggedInvocation;

/** The functions that callers of the endpoint can invoke. */
public interface Functions {
  /**
   * Invokes a function and waits for the result.
   *
   * @param payload the event, JSON in UTF-8
   * @throws InterruptedException if this thread is interrupted; the outcome is then unknown
   */
  LoggedInvocation invoke(String functionName, byte[] payload) throws InterruptedException;

  /**
   * Queues an event for a function.
   *
   * @param payload the event, JSON in UTF-8
   * @throws InterruptedException if this thread is interrupted; nothing is queued then
   */
  void invokeAsync(String functionName, byte[] payload) throws InterruptedException;
}

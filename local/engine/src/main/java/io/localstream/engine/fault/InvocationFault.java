package io.localstream.engine.fault;

/** What becomes of an invocation. */
public enum InvocationFault {
  /** The process is killed when the function has done its work, before its answer counts. */
  CRASH,
  /**
   * The process is frozen before the function starts on the event, and its time is up after a
   * second.
   */
  TIMEOUT,
  /** The function is not run, as if its invocations under way were as many as it may have. */
  THROTTLE
}

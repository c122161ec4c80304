package io.localstream.engine.fault;

/** A fault that is injected into an invocation. */
public enum InvocationFault {
  /** The process is killed when the function has finished, before its response is accepted. */
  CRASH,
  /** The process is suspended before it receives the event, and times out after one second. */
  TIMEOUT,
  /** The function does not run, as if it had reached its concurrency limit. */
  THROTTLE
}

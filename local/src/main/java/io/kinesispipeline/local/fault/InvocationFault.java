package io.kinesispipeline.local.fault;

/** What becomes of an invocation. */
public enum InvocationFault {
  /** The execution environment's process is killed in mid-invocation. */
  CRASH,
  /** The invocation does not end before its function's timeout. */
  TIMEOUT
}

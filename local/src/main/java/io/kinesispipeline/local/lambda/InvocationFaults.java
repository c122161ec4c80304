package io.kinesispipeline.local.lambda;

/** Decides which invocations fail on purpose. Calls come from several threads. */
@FunctionalInterface
public interface InvocationFaults {
  /** No invocation fails on purpose. */
  InvocationFaults NEVER = functionName -> Fault.NONE;

  /**
   * Is asked once for each invocation.
   *
   * @param functionName the function that is about to be invoked
   * @return what happens to it
   */
  Fault next(String functionName);

  /** What happens to an invocation. */
  enum Fault {
    /** Nothing. */
    NONE,
    /** The process is killed when the function has done its work, before its answer counts. */
    CRASH,
    /**
     * The process is frozen before the function starts on the event, and its time is up after a
     * second.
     */
    TIMEOUT
  }
}

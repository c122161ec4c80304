package io.localstream.engine.lambda;

import io.localstream.engine.fault.InvocationFault;
import java.time.Duration;
import java.util.Optional;

/**
 * One execution environment of a function. It runs one invocation at a time.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">The
 *     execution environment's life cycle</a>
 */
interface ExecutionEnvironment extends AutoCloseable {
  /** The end of an invocation, with its measurements. */
  record Invocation(
      InvocationResult result,
      Duration duration,
      Optional<ColdStart> coldStart,
      int maxMemoryMb,
      byte[] logTail) {}

  /** Returns the name of the log stream. */
  String logStream();

  /** Returns the current status. */
  EnvironmentStatus status();

  /** Returns whether it can run an invocation, now or after a start. */
  boolean usable();

  /**
   * Loads the function. Closes the environment if that fails.
   *
   * @return the failure; empty if the function is loaded
   */
  Optional<InvocationOutcome> init() throws InterruptedException;

  /** Runs one invocation, after init or restore if needed. */
  Invocation invoke(String requestId, byte[] event, Optional<InvocationFault> fault)
      throws InterruptedException;

  /** Reads output and checks limits. The host calls it repeatedly. */
  void watch();

  /** Ends the environment, and the invocation that it runs. */
  @Override
  void close();
}

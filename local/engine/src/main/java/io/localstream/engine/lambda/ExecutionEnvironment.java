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
  /** An invocation's end, and what is measured of it. */
  record Invocation(
      InvocationResult result,
      Duration duration,
      Optional<ColdStart> coldStart,
      int maxMemoryMb,
      byte[] logTail) {}

  /** The name of its log stream. */
  String logStream();

  /** What it does now. */
  EnvironmentStatus status();

  /** Whether it can take an invocation, now or after a start. */
  boolean usable();

  /**
   * Loads the function. Where that fails, the environment is closed.
   *
   * @return how it failed
   */
  Optional<InvocationOutcome> init() throws InterruptedException;

  /** Runs one invocation, after init or restore if needed. */
  Invocation invoke(String requestId, byte[] event, Optional<InvocationFault> fault)
      throws InterruptedException;

  /** Looks after it: called again and again. */
  void watch();

  /** Ends it, and what it runs. */
  @Override
  void close();
}

package io.localstream.engine.lambda;

import java.time.Duration;
import java.util.Optional;

/**
 * Is told of the invocations of functions. Calls come from several threads; those of one execution
 * environment come in order, and its log events come between the start and the end of the
 * invocation that they belong to.
 */
public interface InvocationListener {
  /** Does nothing. */
  InvocationListener NONE =
      new InvocationListener() {
        @Override
        public void started(String functionName, String requestId, String logStream) {}

        @Override
        public void ended(
            String functionName,
            String requestId,
            InvocationResult result,
            Duration duration,
            Optional<Duration> coldStart) {}
      };

  /**
   * An invocation began, in an environment that may have yet to start.
   *
   * @param functionName the function's name
   * @param requestId the invocation's id
   * @param logStream the environment's log stream
   */
  void started(String functionName, String requestId, String logStream);

  /**
   * An invocation ended, after all that it logged.
   *
   * @param functionName the function's name
   * @param requestId the invocation's id
   * @param result how it ended
   * @param duration how long it took
   * @param coldStart how long the environment's init or restore took, where there was one
   */
  void ended(
      String functionName,
      String requestId,
      InvocationResult result,
      Duration duration,
      Optional<Duration> coldStart);
}

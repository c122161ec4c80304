package io.localstream.engine.lambda;

import java.time.Duration;
import java.util.Optional;

/**
 * Receives the invocations of functions. Several threads call it. The calls for one execution
 * environment come in order. Log events of an invocation come between its start and its end.
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
   * An invocation began. Its environment may not have started yet.
   *
   * @param functionName the function's name
   * @param requestId the invocation's id
   * @param logStream the environment's log stream
   */
  void started(String functionName, String requestId, String logStream);

  /**
   * An invocation ended. All of its log events came before.
   *
   * @param functionName the function's name
   * @param requestId the invocation's id
   * @param result how it ended
   * @param duration how long it took
   * @param coldStart the duration of the environment's init or restore; empty if there was none
   */
  void ended(
      String functionName,
      String requestId,
      InvocationResult result,
      Duration duration,
      Optional<Duration> coldStart);
}

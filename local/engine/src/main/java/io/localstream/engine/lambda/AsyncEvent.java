package io.localstream.engine.lambda;

import io.localstream.engine.assembly.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An event in a function's asynchronous queue.
 *
 * @param requestId the same for all attempts
 * @param payload JSON in UTF-8
 * @param attempts the number of invocations
 * @param throttles the number of throttled invocations since the last attempt
 * @param lastFailure the failure of the last attempt; empty before the first
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">How
 *     Lambda handles errors and retries with asynchronous invocation</a>
 */
record AsyncEvent(
    Deployment.Function function,
    String requestId,
    byte[] payload,
    Instant queuedAt,
    int attempts,
    int throttles,
    Optional<InvocationResult.Failed> lastFailure) {
  /** The delay after the first attempt. After the second attempt it is twice as long. */
  private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

  /** The delay after the first throttled attempt. It doubles with each further one. */
  private static final Duration THROTTLE_DELAY = Duration.ofSeconds(1);

  private static final Duration MAX_THROTTLE_DELAY = Duration.ofMinutes(5);

  AsyncEvent(Deployment.Function function, String requestId, byte[] payload, Instant queuedAt) {
    this(function, requestId, payload, queuedAt, 0, 0, Optional.empty());
  }

  AsyncEvent failed(InvocationResult.Failed failure) {
    return new AsyncEvent(
        function, requestId, payload, queuedAt, attempts + 1, 0, Optional.of(failure));
  }

  AsyncEvent throttled() {
    return new AsyncEvent(
        function, requestId, payload, queuedAt, attempts, throttles + 1, lastFailure);
  }

  boolean exhausted() {
    return attempts > function.asyncInvocation().maximumRetryAttempts();
  }

  boolean expired(Instant now) {
    return now.isAfter(queuedAt.plus(function.asyncInvocation().maximumEventAge()));
  }

  /** Returns the delay before the next attempt. */
  Duration delay() {
    if (throttles == 0) {
      return RETRY_DELAY.multipliedBy(attempts);
    }
    Duration delay = THROTTLE_DELAY.multipliedBy(1L << Math.min(throttles - 1, 20));
    return delay.compareTo(MAX_THROTTLE_DELAY) > 0 ? MAX_THROTTLE_DELAY : delay;
  }
}

package io.kinesispipeline.local.lambda;

import io.kinesispipeline.local.assembly.Deployment;
import java.time.Instant;
import java.util.Optional;

/**
 * An event in a function's asynchronous queue.
 *
 * @param function the function that it is for
 * @param requestId the same for all of its attempts
 * @param payload JSON in UTF-8
 * @param queuedAt when it was accepted
 * @param attempts how often the function ran on it
 * @param throttles how often the function was not run since the last attempt
 * @param lastFailure how the last attempt failed; empty before the first
 */
record AsyncEvent(
    Deployment.Function function,
    String requestId,
    byte[] payload,
    Instant queuedAt,
    int attempts,
    int throttles,
    Optional<InvocationResult.Failed> lastFailure) {
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

  boolean expired(Instant now) {
    return now.isAfter(queuedAt.plus(function.asyncInvocation().maximumEventAge()));
  }
}

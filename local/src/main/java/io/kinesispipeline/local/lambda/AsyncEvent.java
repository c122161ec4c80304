package io.kinesispipeline.local.lambda;

import io.kinesispipeline.local.assembly.Deployment;
import java.time.Instant;

/**
 * An event in a function's asynchronous queue.
 *
 * @param function the function that it is for
 * @param requestId the same for all of its attempts
 * @param payload JSON in UTF-8
 * @param queuedAt when it was accepted
 * @param attempts how often the function ran on it
 * @param throttles how often the function was not run since the last attempt
 */
record AsyncEvent(
    Deployment.Function function,
    String requestId,
    byte[] payload,
    Instant queuedAt,
    int attempts,
    int throttles) {
  AsyncEvent attempted() {
    return new AsyncEvent(function, requestId, payload, queuedAt, attempts + 1, 0);
  }

  AsyncEvent throttled() {
    return new AsyncEvent(function, requestId, payload, queuedAt, attempts, throttles + 1);
  }

  boolean expired(Instant now) {
    return now.isAfter(queuedAt.plus(function.asyncInvocation().maximumEventAge()));
  }
}

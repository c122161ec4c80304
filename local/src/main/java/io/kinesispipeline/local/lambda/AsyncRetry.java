package io.kinesispipeline.local.lambda;

import java.time.Duration;

/**
 * What becomes of an asynchronous event after an attempt.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">How
 *     Lambda handles errors and retries with asynchronous invocation</a>
 */
sealed interface AsyncRetry {
  /** The function succeeded. */
  record Done() implements AsyncRetry {}

  /** It is tried again after a delay. */
  record Later(AsyncEvent event, Duration delay) implements AsyncRetry {}

  /** No attempt is left. */
  record Exhausted(AsyncEvent event) implements AsyncRetry {}

  /** After the first attempt; after the second, twice as long. */
  Duration FIRST_RETRY_DELAY = Duration.ofMinutes(1);

  /** After the first throttled attempt; it doubles with each further one. */
  Duration FIRST_THROTTLE_DELAY = Duration.ofSeconds(1);

  /** Where the doubling ends. */
  Duration MAX_THROTTLE_DELAY = Duration.ofMinutes(5);

  /** Decides by how the attempt ended. */
  static AsyncRetry after(AsyncEvent event, InvocationResult result) {
    if (result instanceof InvocationResult.Throttled) {
      Duration delay = FIRST_THROTTLE_DELAY.multipliedBy(1L << Math.min(event.throttles(), 20));
      boolean longest = delay.compareTo(MAX_THROTTLE_DELAY) > 0;
      return new Later(event.throttled(), longest ? MAX_THROTTLE_DELAY : delay);
    }
    if (result instanceof InvocationResult.Failed failure) {
      AsyncEvent failed = event.failed(failure);
      return failed.attempts() > event.function().asyncInvocation().maximumRetryAttempts()
          ? new Exhausted(failed)
          : new Later(failed, FIRST_RETRY_DELAY.multipliedBy(failed.attempts()));
    }
    return new Done();
  }
}

package io.localstream.engine.records;

import java.time.Instant;

/**
 * A wait that ends by itself: the backoff before a retry, or a batching window.
 *
 * @param what what begins at its end, as in {@code attempt 7}
 * @param until when it ends
 */
public record ScheduledWait(String what, Instant until) {
  ScheduledWait prefixed(String prefix) {
    return new ScheduledWait(prefix + what, until);
  }
}

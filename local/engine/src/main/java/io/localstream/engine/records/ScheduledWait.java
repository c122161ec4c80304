package io.localstream.engine.records;

import java.time.Instant;

/**
 * A wait with a known end: the backoff before a retry, or a batching window.
 *
 * @param what what follows, for example {@code attempt 7}
 * @param until the end
 */
public record ScheduledWait(String what, Instant until) {
  ScheduledWait prefixed(String prefix) {
    return new ScheduledWait(prefix + what, until);
  }
}

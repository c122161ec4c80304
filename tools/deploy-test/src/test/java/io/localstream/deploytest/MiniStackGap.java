package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;

/**
 * Features of AWS that MiniStack does not have and that the tests check. The tests fail when
 * MiniStack has one of them, so that you remove it here and test it.
 */
enum MiniStackGap {
  STREAM_ENCRYPTION("CloudFormation's StreamEncryption is ignored: the stream has no encryption"),
  BUCKET_LIFECYCLE("CloudFormation's LifecycleConfiguration of a bucket is ignored"),
  MAPPING_METRICS("event source mappings do not support MetricsConfig"),
  METRIC_MATH("CloudFormation's Metrics of an alarm are rejected"),
  PARTIAL_BATCH_RESPONSE(
      "a Kinesis event source mapping treats a partial batch response as success, so that a failed"
          + " record never reaches the on-failure destination");

  private final String reason;

  MiniStackGap(String reason) {
    this.reason = reason;
  }

  /** Checks the gaps, and records those that it checked. */
  static final class Checks {
    private final boolean miniStack;
    private final Set<MiniStackGap> seen = EnumSet.noneOf(MiniStackGap.class);

    Checks(Cloud cloud) {
      this.miniStack = cloud.isMiniStack();
    }

    /** Asserts a condition that becomes true on AWS, but is not true on MiniStack. */
    void check(MiniStackGap gap, ThrowingCallable assertion) {
      seen.add(gap);
      if (!miniStack) {
        Awaitility.await().atMost(Duration.ofMinutes(3)).untilAsserted(assertion::call);
        return;
      }
      assertThat(catchThrowable(assertion))
          .as("MiniStack now supports this: remove %s (%s) from the list", gap, gap.reason)
          .isInstanceOf(AssertionError.class);
    }

    Set<MiniStackGap> seen() {
      return seen;
    }
  }
}

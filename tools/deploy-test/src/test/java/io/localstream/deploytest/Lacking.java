package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;

/**
 * What MiniStack lacks of AWS, and a test here would see otherwise: the one list of it. Each entry
 * is checked to be still lacking, so that what MiniStack learns is tested from then on.
 */
enum Lacking {
  STREAM_ENCRYPTION("CloudFormation's StreamEncryption is ignored: the stream has no encryption"),
  BUCKET_LIFECYCLE("CloudFormation's LifecycleConfiguration of a bucket is ignored"),
  MAPPING_METRICS("an event source mapping has no MetricsConfig"),
  METRIC_MATH("CloudFormation's Metrics of an alarm are refused"),
  PARTIAL_BATCH_RESPONSE(
      "a Kinesis mapping takes a partial batch response for success, so that a record that failed"
          + " never gets to the failure destination");

  private final String reason;

  Lacking(String reason) {
    this.reason = reason;
  }

  /** What is lacking, and was seen to be. */
  static final class Checks {
    private final boolean miniStack;
    private final Set<Lacking> seen = EnumSet.noneOf(Lacking.class);

    Checks(Cloud cloud) {
      this.miniStack = cloud.isMiniStack();
    }

    /** Asserts something that holds on AWS, now or soon, and does not on MiniStack. */
    void check(Lacking lacking, ThrowingCallable assertion) {
      seen.add(lacking);
      if (!miniStack) {
        Awaitility.await().atMost(Duration.ofMinutes(3)).untilAsserted(assertion::call);
        return;
      }
      assertThat(catchThrowable(assertion))
          .as("MiniStack has learnt it: take %s (%s) off the list", lacking, lacking.reason)
          .isInstanceOf(AssertionError.class);
    }

    Set<Lacking> seen() {
      return seen;
    }
  }
}

package io.kinesispipeline.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlatformLinesTest {
  private static final Duration DURATION = Duration.ofNanos(12_340_000);
  private static final Ending RETURNED = Ending.returned(new byte[0]);

  @Test
  void shouldRoundTheBilledDurationUp_whenAnInvocationSucceeded() {
    assertThat(PlatformLines.report("id", DURATION, Optional.empty(), 512, 98, RETURNED))
        .isEqualTo(
            "REPORT RequestId: id\tDuration: 12.34 ms\tBilled Duration: 13 ms"
                + "\tMemory Size: 512 MB\tMax Memory Used: 98 MB");
  }

  @Test
  void shouldBillTheInit_whenTheEnvironmentWasNew() {
    var init = new ColdStart(Duration.ofNanos(345_670_000), false);

    assertThat(PlatformLines.report("id", DURATION, Optional.of(init), 512, 98, RETURNED))
        .contains("\tBilled Duration: 359 ms\t")
        .endsWith("\tMax Memory Used: 98 MB\tInit Duration: 345.67 ms");
  }

  @Test
  void shouldBillTheRestore_whenASnapshotWasRestored() {
    var restore = new ColdStart(Duration.ofNanos(20_500_000), true);

    assertThat(PlatformLines.report("id", DURATION, Optional.of(restore), 512, 98, RETURNED))
        .contains("\tBilled Duration: 33 ms\t")
        .endsWith("\tRestore Duration: 20.50 ms\tBilled Restore Duration: 21 ms");
  }

  @Test
  void shouldNotReportMoreMemoryThanTheFunctionHas_whenItsPeakWasHigher() {
    assertThat(PlatformLines.report("id", DURATION, Optional.empty(), 128, 140, RETURNED))
        .endsWith("\tMax Memory Used: 128 MB");
  }

  @Test
  void shouldSayHowThePlatformEndedIt_whenTheFunctionDidNotItself() {
    Ending timeout = Ending.timedOut(Duration.ofSeconds(10));
    Ending exit = Ending.exited(1, false);
    Ending error = Ending.reported(true, "Runtime.UserException", new byte[0]);

    assertThat(PlatformLines.report("id", DURATION, Optional.empty(), 512, 98, timeout))
        .endsWith("\tStatus: timeout");
    assertThat(PlatformLines.report("id", DURATION, Optional.empty(), 512, 98, exit))
        .endsWith("\tStatus: error\tError Type: Runtime.ExitError");
    assertThat(PlatformLines.report("id", DURATION, Optional.empty(), 512, 98, error))
        .doesNotContain("Status");
  }

  @Test
  void shouldExplainTheError_whenThePlatformEndedTheInvocation() {
    Instant time = Instant.parse("2026-01-02T03:04:05.678901Z");

    assertThat(PlatformLines.error(time, "id", Ending.timedOut(Duration.ofMillis(1500))))
        .containsExactly("2026-01-02T03:04:05.678Z id Task timed out after 1.50 seconds");
    assertThat(PlatformLines.error(time, "id", Ending.exited(137, false)))
        .containsExactly(
            "RequestId: id Error: Runtime exited with error: signal: killed", "Runtime.ExitError");
    assertThat(PlatformLines.error(time, "id", RETURNED)).isEmpty();
  }
}

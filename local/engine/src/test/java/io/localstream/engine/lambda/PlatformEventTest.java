package io.localstream.engine.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.LogLevel;
import io.localstream.engine.lambda.handlers.EchoHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlatformEventTest {
  private static final Duration DURATION = Duration.ofNanos(12_340_000);
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final InvocationOutcome RETURNED = InvocationOutcome.returned(new byte[0]);

  @Test
  void shouldRoundTheBilledDurationUp_whenAnInvocationSucceeded() {
    assertThat(
            PlatformEvent.report("id", DURATION, Optional.empty(), 512, 98, RETURNED)
                .lines()
                .get(0))
        .isEqualTo(
            "REPORT RequestId: id\tDuration: 12.34 ms\tBilled Duration: 13 ms"
                + "\tMemory Size: 512 MB\tMax Memory Used: 98 MB");
  }

  @Test
  void shouldBillTheInit_whenTheEnvironmentWasNew() {
    var init = new ColdStart(Duration.ofNanos(345_670_000), false);

    assertThat(
            PlatformEvent.report("id", DURATION, Optional.of(init), 512, 98, RETURNED)
                .lines()
                .get(0))
        .contains("\tBilled Duration: 359 ms\t")
        .endsWith("\tMax Memory Used: 98 MB\tInit Duration: 345.67 ms");
  }

  @Test
  void shouldBillTheRestore_whenASnapshotWasRestored() {
    var restore = new ColdStart(Duration.ofNanos(20_500_000), true);

    assertThat(
            PlatformEvent.report("id", DURATION, Optional.of(restore), 512, 98, RETURNED)
                .lines()
                .get(0))
        .contains("\tBilled Duration: 33 ms\t")
        .endsWith("\tRestore Duration: 20.50 ms\tBilled Restore Duration: 21 ms");
  }

  @Test
  void shouldNotReportMoreMemoryThanTheFunctionHas_whenItsPeakWasHigher() {
    assertThat(
            PlatformEvent.report("id", DURATION, Optional.empty(), 128, 140, RETURNED)
                .lines()
                .get(0))
        .endsWith("\tMax Memory Used: 128 MB");
  }

  @Test
  void shouldSayHowThePlatformEndedIt_whenTheFunctionDidNotItself() {
    InvocationOutcome timeout = InvocationOutcome.timedOut(Duration.ofSeconds(10));
    InvocationOutcome exit = InvocationOutcome.exited(1, false);
    InvocationOutcome error =
        InvocationOutcome.reported(true, "Runtime.UserException", new byte[0]);

    assertThat(
            PlatformEvent.report("id", DURATION, Optional.empty(), 512, 98, timeout).lines().get(0))
        .endsWith("\tStatus: timeout");
    assertThat(PlatformEvent.report("id", DURATION, Optional.empty(), 512, 98, exit).lines().get(0))
        .endsWith("\tStatus: error\tError Type: Runtime.ExitError");
    assertThat(
            PlatformEvent.report("id", DURATION, Optional.empty(), 512, 98, error).lines().get(0))
        .doesNotContain("Status");
  }

  @Test
  void shouldExplainTheError_whenThePlatformEndedTheInvocation() {
    assertThat(done(InvocationOutcome.timedOut(Duration.ofMillis(1500))).lines())
        .containsExactly(
            "2026-01-02T03:04:05.678Z id Task timed out after 1.50 seconds", "END RequestId: id");
    assertThat(done(InvocationOutcome.exited(137, false)).lines())
        .containsExactly(
            "RequestId: id Error: Runtime exited with error: signal: killed",
            "Runtime.ExitError",
            "END RequestId: id");
    assertThat(done(RETURNED).lines()).containsExactly("END RequestId: id");
  }

  @Test
  void shouldBeAsTheTelemetrySchemaSays_inJson() throws Exception {
    var restore = new ColdStart(Duration.ofNanos(20_500_000), true);
    PlatformEvent report =
        PlatformEvent.report("id", DURATION, Optional.of(restore), 512, 98, RETURNED);

    assertThat(new ObjectMapper().readTree(report.json(TIME).toString()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"time":"2026-01-02T03:04:05.678Z","type":"platform.report",
                     "record":{"requestId":"id","metrics":{"durationMs":12.34,
                       "billedDurationMs":33,"memorySizeMB":512,"maxMemoryUsedMB":98,
                       "restoreDurationMs":20.5},"status":"success"}}"""));
    assertThat(PlatformEvent.start("id", "3").json(TIME).toString())
        .isEqualTo(
            "{\"time\":\"2026-01-02T03:04:05.678Z\",\"type\":\"platform.start\","
                + "\"record\":{\"requestId\":\"id\",\"version\":\"3\"}}");
  }

  @Test
  void shouldHaveTheLevelOfTheSystemLogEventMapping() {
    InvocationOutcome exit = InvocationOutcome.exited(1, false);
    Deployment.Function onDemand = TestHost.function(EchoHandler.class);
    Deployment.Function snapStart =
        TestHost.function("Handler", Duration.ofSeconds(1), 512, true, Map.of());

    assertThat(PlatformEvent.initStart(onDemand).level()).isEqualTo(LogLevel.INFO);
    assertThat(PlatformEvent.initReport(onDemand, DURATION, Optional.empty()).level())
        .isEqualTo(LogLevel.DEBUG);
    assertThat(PlatformEvent.initReport(snapStart, DURATION, Optional.empty()).level())
        .isEqualTo(LogLevel.INFO);
    assertThat(PlatformEvent.initReport(snapStart, DURATION, Optional.of(exit)).level())
        .isEqualTo(LogLevel.WARN);
    assertThat(PlatformEvent.restoreReport(DURATION, Optional.empty()).level())
        .isEqualTo(LogLevel.INFO);
    assertThat(PlatformEvent.restoreReport(DURATION, Optional.of(exit)).level())
        .isEqualTo(LogLevel.WARN);
    assertThat(done(RETURNED).level()).isEqualTo(LogLevel.DEBUG);
    assertThat(done(exit).level()).isEqualTo(LogLevel.WARN);
    assertThat(PlatformEvent.start("id", "3").level()).isEqualTo(LogLevel.INFO);
    assertThat(PlatformEvent.report("id", DURATION, Optional.empty(), 512, 98, RETURNED).level())
        .isEqualTo(LogLevel.INFO);
    assertThat(PlatformEvent.report("id", DURATION, Optional.empty(), 512, 98, exit).level())
        .isEqualTo(LogLevel.WARN);
  }

  @Test
  void shouldSayHowItEnded_inJson() {
    assertThat(done(InvocationOutcome.timedOut(Duration.ofSeconds(1))).record().toString())
        .isEqualTo("{\"requestId\":\"id\",\"status\":\"timeout\"}");
    assertThat(done(InvocationOutcome.exited(1, false)).record().toString())
        .isEqualTo(
            "{\"requestId\":\"id\",\"status\":\"error\",\"errorType\":\"Runtime.ExitError\"}");
  }

  private static PlatformEvent done(InvocationOutcome outcome) {
    return PlatformEvent.runtimeDone(TIME, "id", outcome);
  }
}

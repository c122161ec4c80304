package io.localstream.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.Schedule;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.cloudwatch.RecordedMetrics;
import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.lifecycle.StartException;
import io.localstream.engine.time.EngineClock;
import io.localstream.fixtures.ManualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerTest {
  private static final Instant START = Instant.parse("2026-04-15T12:00:00.250Z");
  private static final String RULE_ARN =
      "arn:aws:events:eu-west-1:123456789012:rule/ScheduleProducer";

  private final ManualTime clock = new ManualTime(START);
  private final List<ScheduledInvocation> invocations = new CopyOnWriteArrayList<>();

  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final BackgroundTasks background = new BackgroundTasks(failures::add);
  private final RecordedMetrics metrics = new RecordedMetrics();

  private record ScheduledInvocation(String functionName, String payload) {}

  @Test
  void shouldFireAtOnceAndThenAtTheInterval_whenSpedUp() {
    Scheduler scheduler = scheduler(Optional.of(Duration.ofSeconds(5)), schedule("rate(1 hour)"));

    assertThat(firedAfter(scheduler, "0s")).isEqualTo(1);
    assertThat(firedAfter(scheduler, "4999ms")).isZero();
    assertThat(firedAfter(scheduler, "1ms")).isEqualTo(1);
    assertThat(firedAfter(scheduler, "5s")).isEqualTo(1);
  }

  @Test
  void shouldFireAtTheTemplatesTimes_whenNotSpedUp() {
    Scheduler scheduler =
        scheduler(Optional.empty(), schedule("rate(5 minutes)"), schedule("cron(2 12 * * ? *)"));

    assertThat(firedAfter(scheduler, "0s")).isZero();
    assertThat(firedAfter(scheduler, "2m")).isEqualTo(1);
    assertThat(firedAfter(scheduler, "3m")).isEqualTo(1);
    assertThat(firedAfter(scheduler, "5m")).isEqualTo(1);
  }

  @Test
  void shouldFireOnceAndKeepToItsTimes_whenItMissedSeveralFirings() {
    Scheduler scheduler = scheduler(Optional.of(Duration.ofSeconds(10)), schedule("rate(1 hour)"));
    firedAfter(scheduler, "0s");

    assertThat(firedAfter(scheduler, "34s")).isEqualTo(1);
    assertThat(firedAfter(scheduler, "5s")).isZero();
    assertThat(firedAfter(scheduler, "1s")).isEqualTo(1);
  }

  @Test
  void shouldFireEachTarget_whenARuleHasTheSameOneTwice() {
    Schedule schedule = schedule("rate(1 minute)");
    Scheduler scheduler = scheduler(Optional.empty(), schedule, schedule);

    assertThat(firedAfter(scheduler, "1m")).isEqualTo(2);
    assertThat(metrics.values("Invocations", Map.of("RuleName", schedule.name())))
        .containsExactly(1.0, 1.0);
  }

  @Test
  void shouldNotFire_whenTheRuleIsDisabled() {
    Scheduler scheduler =
        scheduler(
            Optional.of(Duration.ofSeconds(1)),
            new Schedule("Off", RULE_ARN, "rate(1 minute)", "producer", Optional.empty(), false));

    assertThat(firedAfter(scheduler, "1h")).isZero();
  }

  @Test
  void shouldNotFire_whenClosed() {
    Scheduler scheduler = scheduler(Optional.of(Duration.ofSeconds(1)), schedule("rate(1 hour)"));
    scheduler.close();

    assertThat(firedAfter(scheduler, "1h")).isZero();
  }

  @Test
  void shouldSendEventBridgesEvent_whenTheTargetHasNoInput() throws IOException {
    Scheduler scheduler = scheduler(Optional.of(Duration.ofSeconds(1)), schedule("rate(1 hour)"));
    firedAfter(scheduler, "1s");
    firedAfter(scheduler, "1s");

    JsonNode event = new JsonMapper().readTree(invocations.get(1).payload());
    String id = event.path("id").textValue();
    assertThat(UUID.fromString(id)).hasToString(id);
    assertThat(event)
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"version": "0", "id": "%s", "detail-type": "Scheduled Event",
                     "source": "aws.events", "account": "123456789012",
                     "time": "2026-04-15T12:00:02Z", "region": "eu-west-1",
                     "resources": ["%s"], "detail": {}}
                    """
                        .formatted(id, RULE_ARN)));
    assertThat(invocations.get(0).payload()).doesNotContain(id);
    assertThat(invocations.get(1).functionName()).isEqualTo("producer");
  }

  @Test
  void shouldSendTheInput_whenTheTargetHasOne() {
    Schedule schedule =
        new Schedule("Rule", RULE_ARN, "rate(1 hour)", "producer", Optional.of("{\"ä\":1}"), true);
    firedAfter(scheduler(Optional.of(Duration.ofSeconds(1)), schedule), "0s");

    assertThat(invocations).containsExactly(new ScheduledInvocation("producer", "{\"ä\":1}"));
  }

  @Test
  void shouldNameTheRule_whenItsExpressionIsNotValid() {
    assertThatThrownBy(
            () -> scheduler(Optional.of(Duration.ofSeconds(1)), schedule("rate(5 minute)")))
        .isInstanceOf(StartException.class)
        .hasMessage("Rule ScheduleProducer: rate(5 minute) is not valid: write 5 minutes.");
  }

  @ParameterizedTest
  @CsvSource({
    "rate(5 minutes),           PT5S,   60",
    "rate(1 minute),            PT0.2S, 300",
    "rate(1 minute),            PT2M,   1",
    "cron(0/15 * * * ? *),      PT1M,   15",
    "cron(0 0 1 1 ? 2026),      PT1M,   1"
  })
  void shouldTellTheFactor_whenAScheduleIsSpedUp(String text, Duration every, double factor) {
    assertThat(Scheduler.speedUp(schedule(text), every, START)).isCloseTo(factor, within(1e-9));
  }

  @Test
  void shouldFireOnItsOwnThread_whenStarted() {
    try (Scheduler scheduler =
        new Scheduler(
            deployment(schedule("rate(1 hour)")),
            Optional.of(Duration.ofMillis(10)),
            EngineClock.system(),
            Metrics.NONE,
            background,
            this::invoke)) {
      scheduler.start();
      await().untilAsserted(() -> assertThat(invocations).hasSizeGreaterThan(3));
    }
  }

  @Test
  void shouldSaySo_whenAFiringFails() {
    try (Scheduler scheduler =
        new Scheduler(
            deployment(schedule("rate(1 hour)")),
            Optional.of(Duration.ofMillis(10)),
            EngineClock.system(),
            Metrics.NONE,
            background,
            (functionName, payload) -> {
              throw new IllegalStateException("no queue");
            })) {
      scheduler.start();
      await().untilAsserted(() -> assertThat(failures).hasSize(1));
    }
    assertThat(failures)
        .containsExactly(
            "The run cannot continue, because its scheduler failed:"
                + " java.lang.IllegalStateException: no queue");
  }

  private int firedAfter(Scheduler scheduler, String duration) {
    int before = invocations.size();
    clock.sleep(Durations.parse(duration));
    scheduler.fireDue();
    return invocations.size() - before;
  }

  private Scheduler scheduler(Optional<Duration> every, Schedule... schedules) {
    return new Scheduler(
        deployment(schedules),
        every,
        EngineClock.of(clock, System::nanoTime),
        metrics.metrics(),
        background,
        this::invoke);
  }

  private void invoke(String functionName, byte[] payload) {
    invocations.add(
        new ScheduledInvocation(functionName, new String(payload, StandardCharsets.UTF_8)));
  }

  private static Schedule schedule(String expression) {
    return new Schedule(
        "ScheduleProducer", RULE_ARN, expression, "producer", Optional.empty(), true);
  }

  private static Deployment deployment(Schedule... schedules) {
    return new Deployment(
        "eu-west-1",
        "123456789012",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(schedules),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of());
  }

  @Test
  void shouldFireTheOthersAsBefore_whenScheduleIsReplaced() {
    Schedule kept = schedule("rate(10 minutes)");
    Schedule old = schedule("rate(1 minute)");
    Scheduler scheduler = scheduler(Optional.empty(), kept, old);
    assertThat(firedAfter(scheduler, "1m")).isEqualTo(1);

    scheduler.replace(List.of(kept, schedule("rate(4 minutes)")));

    assertThat(firedAfter(scheduler, "3m")).isZero();
    assertThat(firedAfter(scheduler, "1m")).isEqualTo(1);
    assertThat(firedAfter(scheduler, "4m")).isEqualTo(1);
    assertThat(firedAfter(scheduler, "1m")).as("the one that stayed").isEqualTo(1);
  }

  @Test
  void shouldKeepAllSchedules_whenOneOfTheNewOnesIsRefused() {
    Scheduler scheduler = scheduler(Optional.empty(), schedule("rate(1 minute)"));

    assertThatThrownBy(() -> scheduler.replace(List.of(schedule("rate(0 minutes)"))))
        .isInstanceOf(StartException.class);

    assertThat(firedAfter(scheduler, "1m")).isEqualTo(1);
  }
}

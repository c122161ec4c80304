package io.localstream.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.Schedule;
import io.localstream.engine.assembly.Deployment.StartingPosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private static final Deployment DEPLOYMENT =
      new Deployment(
          "us-east-1",
          "111122223333",
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(new Schedule("rule", "arn", "rate(1 minute)", "from", Optional.empty(), true)),
          List.of(
              new EventSourceMapping(
                  "uuid",
                  "MyStream",
                  "arn",
                  Optional.empty(),
                  "to",
                  "arn",
                  true,
                  5,
                  Duration.ZERO,
                  StartingPosition.TRIM_HORIZON,
                  Optional.empty(),
                  1,
                  -1,
                  Optional.empty(),
                  false,
                  false,
                  Optional.empty(),
                  List.of(),
                  false)),
          Map.of(),
          List.of(),
          List.of(),
          List.of());

  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

  @Test
  void shouldInjectNothing_whenNothingIsAskedFor() {
    FaultPlan plan = plan(1);

    assertThat(throttled(plan, 1_000)).doesNotContain(true);
    assertThat(plan.forKinesisRequest()).isEmpty();
    assertThat(plan.malformedRecords(1_000)).isEmpty();
    assertThat(plan.forInvocation("from")).isEmpty();
    assertThat(plan.forInvocation("to")).isEmpty();
    assertThat(plan.injected()).isEmpty();
  }

  @Test
  void shouldDrawTheSame_whenSeedIsTheSame() {
    String[] specs = {"kinesis.throttle=0.3", "stream.malformed=0.5"};

    assertThat(throttled(plan(7, specs), 100)).isEqualTo(throttled(plan(7, specs), 100));
    assertThat(malformed(plan(7, specs), 100)).isEqualTo(malformed(plan(7, specs), 100));
    assertThat(throttled(plan(7, specs), 100)).isNotEqualTo(throttled(plan(8, specs), 100));
    assertThat(malformed(plan(7, specs), 100)).isNotEqualTo(malformed(plan(8, specs), 100));
  }

  @Test
  void shouldDrawTheSame_whenOtherKindsAreDrawnInBetween() {
    FaultPlan alone = plan(7, "kinesis.throttle=0.3");
    FaultPlan mixed = plan(7, "kinesis.throttle=0.3", "kinesis.error=0.5", "consumer.crash=0.5");

    List<Boolean> inBetween =
        IntStream.range(0, 100)
            .mapToObj(
                i -> {
                  mixed.forKinesisRequest();
                  mixed.forInvocation("to");
                  return mixed.throttlesRecord();
                })
            .toList();

    assertThat(inBetween).isEqualTo(throttled(alone, 100));
  }

  @Test
  void shouldDrawDifferently_whenKindsHaveTheSameShare() {
    FaultPlan plan = plan(7, "kinesis.throttle=0.5", "kinesis.error=0.5");

    List<Boolean> errors =
        IntStream.range(0, 100).mapToObj(i -> plan.forKinesisRequest().isPresent()).toList();

    assertThat(errors).isNotEqualTo(throttled(plan, 100));
  }

  @Test
  void shouldInjectThatShare_whenDrawnOften() {
    FaultPlan plan = plan(1, "kinesis.throttle=0.3", "kinesis.error=1");

    assertThat(throttled(plan, 10_000).stream().filter(t -> t).count()).isBetween(2_850L, 3_150L);
    assertThat(plan.forKinesisRequest()).contains(RequestFault.ERROR);
  }

  @Test
  void shouldNotRepeatAnOutage_whenOtherFaultsChange() {
    FaultPlan plan = plan(1, "kinesis.outage=5s+3s");
    nanoTime.addAndGet(8_000_000_000L);

    plan.inject(FaultSpecs.parse(List.of("kinesis.outage=5s+3s", "sqs.outage=5s+3s")));
    nanoTime.addAndGet(5_000_000_000L);

    assertThat(plan.forKinesisRequest()).isEmpty();
    assertThat(plan.forServiceRequest("sqs")).isPresent();
  }

  @Test
  void shouldBeOutOnlyForThePeriod_whenOutageIsAskedFor() {
    FaultPlan plan = plan(1, "kinesis.outage=5s+3s");

    assertThat(plan.forKinesisRequest()).isEmpty();
    nanoTime.addAndGet(5_000_000_000L);
    assertThat(plan.forKinesisRequest()).contains(RequestFault.OUTAGE);
    nanoTime.addAndGet(2_999_999_999L);
    assertThat(plan.forKinesisRequest()).contains(RequestFault.OUTAGE);
    nanoTime.addAndGet(1);
    assertThat(plan.forKinesisRequest()).isEmpty();
    assertThat(plan.injected()).containsEntry("kinesis.outage", 2L);
  }

  @Test
  void shouldMeetTheFunctionOfThatRole_whenInvocationFaultsAreAskedFor() {
    FaultPlan plan = plan(1, "producer.crash=1", "consumer.timeout=1");

    assertThat(plan.forInvocation("from")).contains(InvocationFault.CRASH);
    assertThat(plan.forInvocation("to")).contains(InvocationFault.TIMEOUT);
    assertThat(plan.forInvocation("neither")).isEmpty();
    assertThat(plan.injected())
        .containsEntry("producer.crash", 1L)
        .containsEntry("consumer.timeout", 1L);
  }

  @Test
  void shouldCountOnlyTheCrash_whenInvocationWouldCrashAndTimeOut() {
    FaultPlan plan = plan(1, "consumer.crash=1", "consumer.timeout=1");

    assertThat(plan.forInvocation("to")).contains(InvocationFault.CRASH);
    assertThat(plan.injected())
        .containsEntry("consumer.crash", 1L)
        .containsEntry("consumer.timeout", 0L);
  }

  @Test
  void shouldCountMalformedRecords_whenStreamAcceptedThem() {
    FaultPlan plan = plan(1, "stream.malformed=1");

    assertThat(plan.malformedRecords(3)).hasSize(3);
    assertThat(plan.injected()).containsEntry("stream.malformed", 0L);
    plan.malformedAccepted(2);
    assertThat(plan.injected()).containsEntry("stream.malformed", 2L);
  }

  @Test
  void shouldMakeNoEventAndSeveralKinds_whenRecordsAreMalformed() {
    List<MalformedRecord> records = plan(1, "stream.malformed=1").malformedRecords(500);

    assertThat(records).noneMatch(FaultPlanTest::isEvent);
    assertThat(records.stream().map(r -> Arrays.hashCode(r.data())).distinct()).hasSize(6);
    assertThat(records.stream().map(MalformedRecord::partitionKey).distinct()).hasSize(500);
    assertThat(records).anyMatch(r -> r.data().length == 0);
    assertThat(records)
        .anyMatch(
            r ->
                !Arrays.equals(
                    r.data(),
                    new String(r.data(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8)));
  }

  private static boolean isEvent(MalformedRecord malformed) {
    try {
      JsonNode node = new ObjectMapper().readTree(malformed.data());
      return node.path("message").isTextual() && node.path("time").isIntegralNumber();
    } catch (IOException e) {
      return false;
    }
  }

  private FaultPlan plan(long seed, String... specs) {
    FaultPlan plan =
        new FaultPlan(FaultSpecs.parse(List.of(specs)), seed, DEPLOYMENT, nanoTime::get);
    plan.begin();
    return plan;
  }

  private static List<Boolean> throttled(FaultPlan plan, int times) {
    return IntStream.range(0, times).mapToObj(i -> plan.throttlesRecord()).toList();
  }

  @Test
  void shouldInjectNothing_whenTheRunHasNotBegun() {
    FaultPlan plan =
        new FaultPlan(
            FaultSpecs.parse(
                List.of("kinesis.error=1", "kinesis.throttle=1", "kinesis.outage=0s+1h")),
            1,
            DEPLOYMENT,
            nanoTime::get);

    assertThat(plan.forKinesisRequest()).isEmpty();
    assertThat(plan.throttlesRecord()).isFalse();
    assertThat(plan.injected().values()).containsOnly(0L);
  }

  private static List<String> malformed(FaultPlan plan, int times) {
    return plan.malformedRecords(times).stream()
        .map(r -> r.partitionKey() + Arrays.toString(r.data()))
        .toList();
  }
}

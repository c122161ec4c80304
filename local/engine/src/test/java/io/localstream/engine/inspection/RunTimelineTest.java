package io.localstream.engine.inspection;

import static io.localstream.engine.inspection.InspectedDeployment.CONSUMER;
import static io.localstream.engine.inspection.InspectedDeployment.MAPPING;
import static io.localstream.engine.inspection.InspectedDeployment.SHARD;
import static io.localstream.engine.inspection.InspectedDeployment.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.inspection.TimelineSample.Percentiles;
import io.localstream.engine.lambda.InvocationResult;
import io.localstream.engine.records.BatchDelivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunTimelineTest {
  private final InspectedDeployment inspected = new InspectedDeployment();
  private final RunTimeline timeline = new RunTimeline(inspected.inspection);

  @Test
  void shouldCountFromTheBegin_andMeasureSinceTheLastSample() {
    inspected.accept(record(1));
    inspected.accept(record(2));
    invoke("r1", 10);
    invoke("r2", 30);
    sampleAfter(2);
    inspected
        .inspection
        .of(MAPPING)
        .sent(new BatchDelivery(SHARD, 0, 1, List.of(record(1), record(2))));
    inspected.inspection.of(MAPPING).consumed(List.of(record(1)));
    invoke("r3", 50);
    sampleAfter(1);

    List<TimelineSample> samples = timeline.after(0);
    assertThat(samples).extracting(TimelineSample::produced).containsExactly(2L, 2L);
    assertThat(samples).extracting(TimelineSample::processed).containsExactly(0L, 1L);
    assertThat(samples).extracting(TimelineSample::batches).containsExactly(0L, 1L);
    assertThat(samples).extracting(TimelineSample::sent).containsExactly(0L, 2L);
    assertThat(samples).extracting(TimelineSample::faults).containsExactly(2L, 2L);
    assertThat(samples)
        .extracting(TimelineSample::behindBy)
        .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(3));
    assertThat(samples)
        .extracting(TimelineSample::durations)
        .containsExactly(
            Map.of(CONSUMER, new Percentiles(10, 30)), Map.of(CONSUMER, new Percentiles(50, 50)));
  }

  @Test
  void shouldReturnWhatIsLater_andForgetTheOldest() {
    for (int i = 0; i < 601; i++) {
      sampleAfter(1);
    }

    List<TimelineSample> samples = timeline.after(0);
    assertThat(samples).hasSize(600);
    long last = samples.get(599).time().toEpochMilli();
    assertThat(timeline.after(last - 1)).containsExactly(samples.get(599));
    assertThat(timeline.after(last)).isEmpty();
  }

  private void sampleAfter(int seconds) {
    inspected.pass(seconds);
    timeline.sample(inspected.clock.instant());
  }

  private void invoke(String requestId, int milliseconds) {
    inspected.inspection.invocationListener().started(CONSUMER, requestId, "stream");
    inspected
        .inspection
        .invocationListener()
        .ended(
            CONSUMER,
            requestId,
            new InvocationResult.Succeeded(requestId, "{}".getBytes(UTF_8)),
            Duration.ofMillis(milliseconds),
            Optional.empty());
  }
}

package io.localstream.engine.source;

import static io.localstream.engine.source.TestMapping.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.cloudwatch.RecordedMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MappingMetricsTest {
  private static final Instant NOW = OneShard.START;
  private static final Batch.FunctionResponse ANSWER =
      new Batch.FunctionResponse("request", Optional.empty());
  private static final List<StreamRecord> BATCH =
      List.of(arrived(Duration.ofHours(20)), arrived(Duration.ofMillis(1_500)));

  private final RecordedMetrics recorded = new RecordedMetrics();
  private final EventSourceMapping mapping = mapping().build();
  private final MappingMetrics metrics = new MappingMetrics(mapping, recorded.metrics());

  @Test
  void shouldMeasureTheAgeOfTheLastRecord_whenABatchIsSent() {
    metrics.sent(BATCH, NOW);

    assertThat(recorded.values("IteratorAge", Map.of("FunctionName", mapping.functionName())))
        .containsExactly(1_500.0);
    assertThat(values("InvokedEventCount")).containsExactly(2.0);
  }

  @Test
  void shouldHaveNoAgeBelowZero_whenTheClocksDiffer() {
    metrics.sent(List.of(arrived(Duration.ofSeconds(-1))), NOW);

    assertThat(recorded.values("IteratorAge", Map.of("FunctionName", mapping.functionName())))
        .containsExactly(0.0);
  }

  @Test
  void shouldCountWhatComesAgain_whenABatchWasAnswered() {
    metrics.answered(BATCH, new BatchOutcome.Processed());
    metrics.answered(BATCH, new BatchOutcome.FailedFrom(1, ANSWER));
    metrics.answered(BATCH, new BatchOutcome.BatchFailed(ANSWER));
    metrics.answered(BATCH, new BatchOutcome.BatchThrottled());

    assertThat(values("FailedInvokeEventCount")).containsExactly(0.0, 1.0, 2.0, 2.0);
  }

  @Test
  void shouldCountWhatTheFilterLeavesOut_whenRecordsWerePolled() {
    StreamRecord out = new StreamRecord("3", "key", NOW, false, new byte[0]);
    metrics.polled(List.of());
    metrics.polled(List.of(BATCH.get(0), out, BATCH.get(1)));

    assertThat(values("PolledEventCount")).containsExactly(3.0);
    assertThat(values("FilteredOutEventCount")).containsExactly(1.0);
  }

  @Test
  void shouldCountRecordsAsDropped_whenTheDestinationDidNotTakeThem() {
    metrics.notDelivered(2);

    assertThat(values("DroppedEventCount")).containsExactly(2.0);
    assertThat(values("OnFailureDestinationDeliveredEventCount")).isEmpty();
  }

  @Test
  void shouldMeasureTheAgeAlone_whenTheMappingCountsNoEvents() {
    MappingMetrics uncounted =
        new MappingMetrics(mapping().withoutEventCounts().build(), recorded.metrics());
    uncounted.polled(BATCH);
    uncounted.sent(BATCH, NOW);
    uncounted.kept(1);
    uncounted.dropped(1);

    assertThat(recorded.all()).singleElement().returns("IteratorAge", datum -> datum.name());
  }

  private List<Double> values(String metric) {
    return recorded.values(metric, Map.of("EventSourceMappingUUID", mapping.uuid()));
  }

  private static StreamRecord arrived(Duration ago) {
    return OneShard.record("1", "key", NOW.minus(ago));
  }
}

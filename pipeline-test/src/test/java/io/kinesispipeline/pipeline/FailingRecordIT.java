package io.kinesispipeline.pipeline;

import static io.kinesispipeline.pipeline.PipelineStacks.CONSUMER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kinesispipeline.model.Event;
import io.kinesispipeline.model.EventSample;
import io.localstream.junit.FailedRecord;
import io.localstream.junit.LocalPipeline;
import io.localstream.junit.PipelineRecord;
import io.localstream.junit.PipelineRecord.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the outcome of a record that no consumer can process, and of the records around it. */
class FailingRecordIT {
  private static final Duration ALARM_PERIOD = Duration.ofMinutes(5);

  private final List<Event> processed = new CopyOnWriteArrayList<>();

  @RegisterExtension
  final LocalPipeline pipeline = PipelineStacks.run((event, record, log) -> processed.add(event));

  @Test
  void shouldKeepItAndRingTheAlarm_whenTheRetriesAreUsedUp() throws Exception {
    pipeline.put("customer", EventSample.json());
    pipeline.put("customer", EventSample.json());
    pipeline.put("customer", "no event");
    pipeline.put("customer", EventSample.json());
    pipeline.awaitSettled();

    assertThat(pipeline.records(CONSUMER))
        .extracting(PipelineRecord::state)
        .containsExactly(State.PROCESSED, State.PROCESSED, State.FAILED, State.PROCESSED);
    assertThat(pipeline.failures())
        .extracting(FailedRecord::condition, FailedRecord::data)
        .containsExactly(tuple("RetryAttemptsExhausted", "no event"));
    assertThat(pipeline.unusedFailureGrants()).noneMatch(grant -> grant.startsWith(CONSUMER));
    assertThat(processed).hasSize(3);

    assertThat(pipeline.alarms()).isEmpty();
    pipeline.advance(ALARM_PERIOD);
    assertThat(pipeline.alarms()).containsExactly(CONSUMER + "-errors", CONSUMER + "-kept-records");
  }
}

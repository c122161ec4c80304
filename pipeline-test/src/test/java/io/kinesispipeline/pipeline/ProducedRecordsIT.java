package io.kinesispipeline.pipeline;

import static io.kinesispipeline.pipeline.PipelineStacks.CONSUMER;
import static io.kinesispipeline.pipeline.PipelineStacks.PRODUCER;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.model.Metrics;
import io.localstream.junit.LocalPipeline;
import io.localstream.junit.PipelineRecord;
import io.localstream.junit.PipelineRecord.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests the producer from its jar, as it is deployed, with settings that a test of the function
 * alone does not reach: it reads the stream's name at run time, and logs warnings only.
 */
class ProducedRecordsIT {
  private static final int EVENTS = 10;

  @RegisterExtension
  final LocalPipeline pipeline =
      PipelineStacks.run((event, record, log) -> {})
          .setting("pipeline.streamNameLookup", "runtime")
          .setting("pipeline.shardCount", 2)
          .setting("pipeline.eventsPerInvocation", EVENTS)
          .setting("pipeline.logFormat", "JSON")
          .setting("pipeline.logLevel", "WARN");

  @Test
  void shouldBeReadByTheConsumer_whenTheScheduleFires() throws Exception {
    pipeline.fireSchedules();
    pipeline.awaitSettled();

    assertThat(pipeline.records(CONSUMER))
        .hasSize(EVENTS)
        .allMatch(record -> record.state() == State.PROCESSED);
    assertThat(pipeline.metric(Metrics.EVENTS_PRODUCED)).containsExactly((double) EVENTS);
    assertThat(sum(Metrics.EVENTS_CONSUMED)).isEqualTo(EVENTS);
    assertThat(pipeline.logs(PRODUCER)).noneMatch(line -> line.contains("Producer sent"));
    // One event is sent with PutRecord, several are sent with PutRecords.
    assertThat(pipeline.unusedGrants())
        .filteredOn(grant -> grant.startsWith(PRODUCER))
        .allMatch(grant -> grant.contains(" kinesis:PutRecord on "));
  }

  @Test
  void shouldBeProcessedOrKept_whenThereAreFaultsAndShardsChange() throws Exception {
    pipeline.inject("kinesis.throttle=0.3", "kinesis.error=0.05", "consumer.crash=0.2");
    for (int i = 0; i < 5; i++) {
      pipeline.fireSchedules();
      pipeline.reshard();
    }
    pipeline.awaitSettled();

    assertThat(pipeline.records(CONSUMER))
        .hasSizeGreaterThanOrEqualTo(5 * EVENTS)
        .extracting(PipelineRecord::state)
        .isSubsetOf(State.PROCESSED, State.FAILED)
        .contains(State.PROCESSED);
  }

  private double sum(String metric) {
    return pipeline.metric(metric).stream().mapToDouble(value -> value).sum();
  }
}

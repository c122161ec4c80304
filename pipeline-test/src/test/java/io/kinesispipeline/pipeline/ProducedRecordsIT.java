package io.kinesispipeline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.model.Metrics;
import io.localstream.junit.LocalPipeline;
import io.localstream.junit.PipelineTest;
import org.junit.jupiter.api.Test;

/** The functions from their jars, as they are deployed. */
@PipelineTest(settings = "pipeline.eventsPerInvocation=3", skipWaits = true)
class ProducedRecordsIT {
  @Test
  void shouldBeReadByTheConsumer_whenTheScheduleFires(LocalPipeline pipeline) throws Exception {
    pipeline.fireSchedules();
    pipeline.awaitSettled();

    assertThat(pipeline.records()).hasSize(3);
    assertThat(pipeline.metric(Metrics.EVENTS_PRODUCED)).containsExactly(3.0);
  }
}

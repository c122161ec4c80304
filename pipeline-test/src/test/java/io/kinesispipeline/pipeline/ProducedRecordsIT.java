package io.kinesispipeline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.model.Metrics;
import io.localstream.junit.LocalPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the functions from their jars, as they are deployed. */
class ProducedRecordsIT {
  @RegisterExtension
  static final LocalPipeline pipeline =
      LocalPipeline.ofAssembly(PipelineAssembly.FOLDER).skipWaits();

  @Test
  void shouldBeReadByTheConsumer_whenTheScheduleFires() throws Exception {
    pipeline.fireSchedules();
    pipeline.awaitSettled();

    assertThat(pipeline.records()).hasSize(10);
    assertThat(pipeline.metric(Metrics.EVENTS_PRODUCED)).containsExactly(10.0);
  }
}

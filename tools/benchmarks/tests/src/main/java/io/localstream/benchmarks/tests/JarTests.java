package io.localstream.benchmarks.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.localstream.junit.LocalPipeline;
import io.localstream.junit.PipelineRecord;
import io.localstream.junit.PipelineRecord.State;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests with all functions from their jars: the consumer gets what the producer sends. */
class JarTests {
  @RegisterExtension static final LocalPipeline pipeline = LocalPipeline.ofProject().skipWaits();

  @RepeatedTest(11)
  void shouldConsumeWhatTheProducerSends() throws InterruptedException {
    pipeline.fireSchedules();
    pipeline.awaitSettled();

    List<PipelineRecord> records = pipeline.records();
    assertFalse(records.isEmpty());
    assertEquals(
        Set.of(State.PROCESSED),
        records.stream().map(PipelineRecord::state).collect(Collectors.toSet()));
  }
}

package io.localstream.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.junit.PipelineRecord.State;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the fixture app's functions from their jar, as on Lambda. */
class JarPipelineIT {
  private static final String CONSUMER = "fixture-consumer";

  @RegisterExtension
  static final LocalPipeline pipeline =
      LocalPipeline.ofAssembly(Path.of("..", "..", "tools", "fixture-app", "target", "cdk.out"))
          .skipWaits();

  @Test
  void shouldProcessAndGiveUp_whenOneRecordIsNoEvent() throws Exception {
    pipeline.put("key", "{\"message\":\"hello\",\"time\":1}");
    pipeline.put("key", "poison");
    pipeline.awaitSettled();

    assertThat(pipeline.records())
        .extracting(PipelineRecord::state)
        .containsExactly(State.PROCESSED, State.FAILED);
    assertThat(pipeline.failures()).extracting(FailedRecord::data).containsExactly("poison");
    assertThat(pipeline.logs(CONSUMER))
        .contains("Consumer received: {\"message\":\"hello\",\"time\":1}");
  }

  @Test
  void shouldConsumeWhatTheProducerSends_whenSchedulesFire() throws Exception {
    pipeline.fireSchedules();
    pipeline.awaitSettled();

    assertThat(pipeline.records()).isNotEmpty().allMatch(r -> r.state() == State.PROCESSED);
  }

  @Test
  void shouldSayWhatTheFunctionSaid_whenAnInvocationFails() {
    assertThatThrownBy(() -> pipeline.invoke(CONSUMER, "{\"Records\":1}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(CONSUMER + " failed: {\"errorMessage\"");
  }

  @Test
  void shouldRefuseWhatIsNotThere() {
    assertThatThrownBy(() -> pipeline.records("nobody"))
        .hasMessageContaining("These functions have event source mappings: [fixture-consumer]");
    assertThatThrownBy(() -> pipeline.setting("a", 1))
        .hasMessageContaining("is already synthesized");
    assertThatThrownBy(() -> pipeline.inject("nothing=1")).hasMessageContaining("nothing=1");
    assertThatThrownBy(() -> LocalPipeline.ofProject().skip(Duration.ofDays(1)))
        .hasMessageContaining("@RegisterExtension");
  }
}

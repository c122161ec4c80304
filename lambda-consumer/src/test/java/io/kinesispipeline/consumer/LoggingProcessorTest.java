package io.kinesispipeline.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.model.EventSample;
import io.kinesispipeline.telemetry.Telemetry;
import io.kinesispipeline.test.CapturedOutput;
import io.localstream.fixtures.ManualTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoggingProcessorTest {
  private final CapturedOutput output = new CapturedOutput();

  @Test
  void shouldLogTheEvent() {
    Telemetry telemetry =
        new Telemetry(ConsumerHandler.settings(Map.of()), new ManualTime(), output.stream());
    new BatchProcessor(new LoggingProcessor(), telemetry)
        .process(Batches.of(EventSample.json()), "request-1");
    assertThat(output.logLines())
        .containsExactly("Consumer received: " + new String(EventSample.json(), UTF_8));
  }
}

package io.kinesispipeline.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.model.EventJson;
import io.kinesispipeline.model.EventSample;
import org.junit.jupiter.api.Test;

class LoggingProcessorTest {
  @Test
  void shouldLogTheEvent() throws Exception {
    LoggedRecord logged = LoggedRecord.withKey("key");
    new LoggingProcessor()
        .process(EventJson.read(EventSample.json()), logged.record(), logged.log());
    assertThat(logged.lines())
        .containsExactly("Consumer received: " + new String(EventSample.json(), UTF_8));
  }
}

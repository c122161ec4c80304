package io.kinesispipeline.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests the JSON form of this project's event. Change the test with the event. */
class EventTest {
  @Test
  void shouldHaveJsonFormThatConsumersExpect() {
    assertThat(new String(EventJson.write(new Event("Hello", 1748864964227L)), UTF_8))
        .isEqualTo("{\"message\":\"Hello\",\"time\":1748864964227}");
  }
}

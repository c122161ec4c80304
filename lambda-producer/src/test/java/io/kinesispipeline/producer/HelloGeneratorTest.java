package io.kinesispipeline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.model.Event;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HelloGeneratorTest {
  @Test
  void shouldGenerateHelloWithTimeOfTrigger() {
    Trigger trigger = new Trigger("event-1", Instant.ofEpochMilli(5));
    assertThat(new HelloGenerator().generate(trigger, 0)).isEqualTo(new Event("Hello", 5));
  }
}

package io.kinesispipeline.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventSampleTest {
  @Test
  void shouldBeAnEventThatSaysNothing() {
    assertThat(EventJson.read(EventSample.json())).isEqualTo(new Event("", 0));
  }
}

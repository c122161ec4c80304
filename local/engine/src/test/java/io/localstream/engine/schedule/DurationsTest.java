package io.localstream.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({"200ms, PT0.2S", "5s, PT5S", "2m, PT2M", "1h, PT1H", "0s, PT0S"})
  void shouldReadANumberAndAUnit_whenBothAreThere(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-5s", "1.5s", "5 s", "5S", "5d", "9999999999s", "PT5S"})
  void shouldSayHowToWriteIt_whenItIsNotADuration(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'%s' is not a duration: write a whole number and ms, s, m or h, such as 200ms or 5s",
            text);
  }
}

package io.localstream.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class RateTest {
  @ParameterizedTest
  @CsvSource({"100/s, 10, 1000", "1/s, 1, 100000", "30/m, 1, 200000", "5000/s, 500, 20"})
  void shouldSayWhenARecordIsDue(String text, int slice, long millisOfTheHundredth) {
    Rate rate = new Rate.Converter().convert(text);

    assertThat(rate.due(0)).isZero();
    assertThat(rate.due(100)).isEqualTo(Duration.ofMillis(millisOfTheHundredth));
    assertThat(rate.slice()).isEqualTo(slice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"100", "0/s", "-1/s", "1/d", "1.5/s", "/s"})
  void shouldSayTheForm_whenItIsAnother(String text) {
    assertThatThrownBy(() -> new Rate.Converter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage(
            "must be records per second, minute or hour, as in 100/s, 30/m or 10/h, was " + text);
  }

  @Test
  void shouldReadDurations() {
    DurationConverter durations = new DurationConverter();
    assertThat(durations.convert("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(durations.convert("10m")).isEqualTo(Duration.ofMinutes(10));
    assertThat(durations.convert("24h")).isEqualTo(Duration.ofDays(1));
    assertThatThrownBy(() -> durations.convert("soon")).hasMessageContaining("was soon");
  }
}

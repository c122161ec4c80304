package io.kinesispipeline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00.000Z",
        "1969-12-31T23:59:59.999Z",
        "2024-02-29T00:00:59.070Z",
        "2025-06-02T12:02:44.227Z",
        "2099-12-31T10:59:00.900Z"
      })
  void shouldFormatAllDigits(String time) {
    assertThat(Rfc3339.format(Instant.parse(time).toEpochMilli())).isEqualTo(time);
  }
}

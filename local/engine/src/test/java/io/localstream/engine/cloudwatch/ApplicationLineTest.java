package io.localstream.engine.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.LogFormat;
import io.localstream.engine.assembly.Deployment.LogLevel;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationLineTest {
  private static final Instant NOW = TestEvents.TIME;
  private static final String TIMESTAMP = "\"timestamp\":\"2026-01-02T03:04:00.5+01:00\"";

  @ParameterizedTest
  @CsvSource({
    "TRACE, INFO, false",
    "DEBUG, INFO, false",
    "INFO, INFO, true",
    "WARN, INFO, true",
    "FATAL, ERROR, true",
    "WARN, ERROR, false",
    "TRACE, TRACE, true",
    "warn, WARN, true",
    "info, WARN, false"
  })
  void shouldBeKept_whenItsLevelIsTheFunctionsOrAbove(String own, LogLevel least, boolean kept) {
    assertThat(event("{\"level\":\"" + own + "\"," + TIMESTAMP + "}", least).isPresent())
        .isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain text",
        "\tat example.Handler.handle(Handler.java:1)",
        "{\"level\":\"ERROR\",\"message\":\"without a time\"}",
        "{\"level\":\"ERROR\",\"timestamp\":\"yesterday\"}",
        "{\"level\":\"ERROR\",\"timestamp\":1767323045}",
        "{\"level\":\"SEVERE\",\"timestamp\":\"2026-01-02T03:04:05Z\"}",
        "{\"level\":40,\"timestamp\":\"2026-01-02T03:04:05Z\"}",
        "{\"timestamp\":\"2026-01-02T03:04:05Z\"}",
        "{\"_aws\":{\"CloudWatchMetrics\":[]}}",
        "[{\"level\":\"ERROR\",\"timestamp\":\"2026-01-02T03:04:05Z\"}]",
        "{\"level\":\"ERROR\",\"timestamp\":\"2026-01-02T03:04:05Z\"} and more"
      })
  void shouldCountAsInfo_whenItHasNoValidLevelOrTime(String line) {
    assertThat(event(line, LogLevel.INFO)).map(LogEvent::level).contains(LogLevel.INFO);
    assertThat(event(line, LogLevel.WARN)).isEmpty();
  }

  @Test
  void shouldHaveItsOwnTimeAndMessage_whenItIsJson() {
    String line =
        "{\"level\":\"WARN\"," + TIMESTAMP + ",\"message\":\"hm\",\"stackTrace\":[\"a\",\"b\"]}";

    LogEvent event = event(line, LogLevel.INFO).orElseThrow();
    assertThat(event.time()).isEqualTo("2026-01-02T02:04:00.500Z");
    assertThat(event.level()).isEqualTo(LogLevel.WARN);
    assertThat(event.message()).isEqualTo(line);
    assertThat(event.object()).isPresent();
    assertThat(event.text()).isEqualTo("hm\na\nb");
  }

  @Test
  void shouldShowTheStackTrace_whenItIsOneText() {
    String line = "{\"message\":\"oh\",\"stackTrace\":\"Exception: oh\\n\\tat a\\n\"}";

    assertThat(event(line, LogLevel.INFO).orElseThrow().text())
        .isEqualTo("oh\nException: oh\n\tat a\n");
  }

  @Test
  void shouldHaveTheTimeAtWhichItWasRead_whenItIsPlainText() {
    LogEvent event = event("{not JSON", LogLevel.INFO).orElseThrow();

    assertThat(event.time()).isEqualTo(NOW);
    assertThat(event.object()).isEmpty();
    assertThat(event.text()).isEqualTo("{not JSON");
  }

  @Test
  void shouldHaveNothingToRead_whenItIsThereForItsMetrics() {
    String line = "{\"_aws\":{},\"level\":\"WARN\"," + TIMESTAMP + "}";

    assertThat(event(line, LogLevel.WARN)).map(LogEvent::text).contains("");
    assertThat(text(line).text()).isEmpty();
  }

  @Test
  void shouldBeKeptAsItIs_whenTheFormatIsText() {
    String line = "{\"level\":\"TRACE\"," + TIMESTAMP + ",\"message\":\"hm\"}";

    assertThat(text(line).text()).isEqualTo(line);
    assertThat(text(line).time()).isEqualTo(NOW);
    assertThat(text(line).level()).isEqualTo(LogLevel.INFO);
  }

  private static Optional<LogEvent> event(String line, LogLevel least) {
    Deployment.Function function = TestEvents.function("function", LogFormat.JSON, least);
    return ApplicationLine.parse(line).event(function, TestEvents.STREAM, NOW);
  }

  private static LogEvent text(String line) {
    Deployment.Function function = TestEvents.function("function", LogFormat.TEXT, LogLevel.INFO);
    return ApplicationLine.parse(line).event(function, TestEvents.STREAM, NOW).orElseThrow();
  }
}

package io.kinesispipeline.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kinesispipeline.fixtures.CapturedOutput;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvocationLogTest {
  private static final byte[] EVENT = "{\"message\":\"Grüße\"}".getBytes(UTF_8);
  private static final LogSubject SUBJECT = line -> line.writeStringField("partitionKey", "key-1");

  private final CapturedOutput output = new CapturedOutput();

  @Test
  void shouldWriteTheFieldsOfLambdasOwnLogger_andTheSubjects_whenLinesAreJson() {
    json(Map.of()).write(LogLevel.INFO, "Sent", EVENT, SUBJECT);
    assertThat(output.lines())
        .containsExactly(
            "{\"timestamp\":\"2025-06-02T12:00:00.000Z\",\"level\":\"INFO\","
                + "\"AWSRequestId\":\"request-1\",\"message\":\"Sent: {\\\"message\\\":\\\"Grüße\\\"}\","
                + "\"partitionKey\":\"key-1\"}");
  }

  @Test
  void shouldWriteTheMessageAlone_whenLinesAreText() {
    log(Map.of()).write(LogLevel.INFO, "Sent", EVENT, SUBJECT);
    assertThat(output.lines()).containsExactly("Sent: {\"message\":\"Grüße\"}");
  }

  @ParameterizedTest
  @CsvSource({"JSON", "Text"})
  void shouldLeaveTheEventOut_whenPayloadsAreOff(String format) {
    log(Map.of("AWS_LAMBDA_LOG_FORMAT", format, "LOG_PAYLOADS", "false"))
        .write(LogLevel.INFO, "Sent", EVENT, SUBJECT);
    assertThat(output.lines()).singleElement().asString().contains("Sent").doesNotContain("Grüße");
  }

  @Test
  void shouldStillNameTheSubject_whenPayloadsAreOff() {
    json(Map.of("LOG_PAYLOADS", "false")).write(LogLevel.INFO, "Sent", EVENT, SUBJECT);
    JsonNode line = output.jsonLogLines().get(0);
    assertThat(line.get("message").asText()).isEqualTo("Sent");
    assertThat(line.get("partitionKey").asText()).isEqualTo("key-1");
  }

  @ParameterizedTest
  @CsvSource({
    "TRACE, 6",
    "DEBUG, 5",
    "INFO, 4",
    "WARN, 3",
    "ERROR, 2",
    "FATAL, 1",
    "info, 4",
    "other, 4"
  })
  void shouldWriteWhatTheLevelAllows(String level, int written) {
    InvocationLog log = json(Map.of("AWS_LAMBDA_LOG_LEVEL", level));
    for (LogLevel each : LogLevel.values()) {
      log.write(each, "Hello", SUBJECT);
      assertThat(log.isEnabled(each)).isEqualTo(output.jsonLogLines().stream().anyMatch(is(each)));
    }
    assertThat(output.lines()).hasSize(written);
  }

  @Test
  void shouldHaveClassMessageAndTraceAsFields_whenSomethingFailed() {
    json(Map.of()).error("It failed", new IllegalStateException("no\nway"), SUBJECT);
    JsonNode line = output.jsonLogLines().get(0);
    assertThat(line.get("level").asText()).isEqualTo("ERROR");
    assertThat(line.get("message").asText()).isEqualTo("It failed");
    assertThat(line.get("partitionKey").asText()).isEqualTo("key-1");
    assertThat(line.get("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.get("errorMessage").asText()).isEqualTo("no\nway");
    assertThat(line.get("stackTrace").asText())
        .startsWith("java.lang.IllegalStateException: no\nway")
        .contains("\tat " + getClass().getName());
  }

  @Test
  void shouldWriteTheTraceApart_whenLinesAreText() {
    InvocationLog log = log(Map.of());
    log.error("It failed", new IllegalStateException("no way"), SUBJECT);
    assertThat(output.lines()).containsExactly("It failed");
    log.traceInText(new IllegalStateException("no way"));
    assertThat(output.lines())
        .contains("java.lang.IllegalStateException: no way")
        .anyMatch(line -> line.startsWith("\tat " + getClass().getName()));
  }

  @Test
  void shouldWriteNoTraceApart_whenLinesAreJson() {
    json(Map.of()).traceInText(new IllegalStateException());
    assertThat(output.lines()).isEmpty();
  }

  @Test
  void shouldWriteNothing_whenSilent() {
    Telemetry silent =
        TestTelemetry.writingTo(output, Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON")).silent();
    silent.log("request-1").error("It failed", new IllegalStateException(), SUBJECT);
    silent.metrics("request-1").count("Things", 1).write();
    assertThat(output.lines()).isEmpty();
  }

  private static Predicate<JsonNode> is(LogLevel level) {
    return line -> line.get("level").asText().equals(level.name());
  }

  private InvocationLog json(Map<String, String> environment) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
    return log(variables);
  }

  private InvocationLog log(Map<String, String> environment) {
    return TestTelemetry.writingTo(output, environment).log("request-1");
  }
}

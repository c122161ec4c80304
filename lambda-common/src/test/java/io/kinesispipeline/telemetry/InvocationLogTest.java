package io.kinesispipeline.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.kinesispipeline.test.CapturedOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationLogTest {
  private static final byte[] EVENT = "{\"message\":\"Grüße\"}".getBytes(UTF_8);
  private static final LogSubject SUBJECT = line -> line.writeStringField("partitionKey", "key-1");

  private final CapturedOutput output = new CapturedOutput();

  @Test
  void shouldWriteFieldsOfLambdaLoggerAndSubject_whenFormatIsJson() {
    json(Map.of()).write(LogLevel.INFO, "Sent", EVENT, SUBJECT);
    assertThat(output.lines())
        .containsExactly(
            "{\"timestamp\":\"2025-06-02T12:00:00.000Z\",\"level\":\"INFO\",\"AWSRequestId\":\"request-1\",\"message\":\"Sent:"
                + " {\\\"message\\\":\\\"Grüße\\\"}\",\"partitionKey\":\"key-1\"}");
  }

  @Test
  void shouldWriteMessageOnly_whenFormatIsText() {
    log(Map.of()).write(LogLevel.INFO, "Sent", EVENT, SUBJECT);
    assertThat(output.lines()).containsExactly("Sent: {\"message\":\"Grüße\"}");
  }

  @ParameterizedTest
  @CsvSource({"JSON", "Text"})
  void shouldOmitEvent_whenPayloadsAreOff(String format) {
    log(Map.of("AWS_LAMBDA_LOG_FORMAT", format, "LOG_PAYLOADS", "false"))
        .write(LogLevel.INFO, "Sent", EVENT, SUBJECT);
    assertThat(output.lines()).singleElement().asString().contains("Sent").doesNotContain("Grüße");
  }

  @Test
  void shouldIdentifySubject_whenPayloadsAreOff() {
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
  void shouldWriteLinesOfConfiguredLevelAndAbove(String level, int written) {
    InvocationLog log = json(Map.of("AWS_LAMBDA_LOG_LEVEL", level));
    for (LogLevel each : LogLevel.values()) {
      log.write(each, "Hello", SUBJECT);
      assertThat(log.isEnabled(each)).isEqualTo(output.jsonLogLines().stream().anyMatch(is(each)));
    }
    assertThat(output.lines()).hasSize(written);
  }

  @Test
  void shouldHaveClassMessageAndStackTraceAsFields_whenExceptionIsLogged() {
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
  void shouldWriteStackTraceAfterLine_whenFormatIsText() {
    log(Map.of()).error("It failed", new IllegalStateException("no way"), SUBJECT);
    assertThat(output.lines())
        .startsWith("It failed", "java.lang.IllegalStateException: no way")
        .anyMatch(line -> line.startsWith("\tat " + getClass().getName()));
  }

  @ParameterizedTest
  @CsvSource({"JSON", "Text"})
  void shouldWriteOnlyClassesAndFrames_whenPayloadsAreOff(String format) {
    IllegalStateException failure =
        new IllegalStateException(
            "SECRET", new IOException(new IllegalArgumentException("SECRET")));
    failure.addSuppressed(new UnsupportedOperationException("SECRET"));
    InvocationLog log = log(Map.of("AWS_LAMBDA_LOG_FORMAT", format, "LOG_PAYLOADS", "false"));
    log.error("It failed: " + log.describe(failure), failure, SUBJECT);
    assertThat(String.join("\n", output.lines()).replace("\\n", "\n").replace("\\t", "\t"))
        .contains("It failed: java.lang.IllegalStateException")
        .contains("java.lang.IllegalStateException\n\tat " + getClass().getName())
        .contains("Caused by: java.io.IOException\n")
        .contains("Caused by: java.lang.IllegalArgumentException\n")
        .contains("Suppressed: java.lang.UnsupportedOperationException\n")
        .doesNotContain("SECRET", "errorMessage");
  }

  @Test
  void shouldTerminate_whenExceptionsCauseEachOther() {
    IllegalStateException failure = new IllegalStateException("chicken");
    failure.initCause(new IllegalStateException("egg", failure));
    json(Map.of()).error("It failed", failure, SUBJECT);
    assertThat(output.jsonLogLines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\"", "\u0001", "é", "你", "😀", "\n"})
  void shouldStayOneObjectWithinLimit_whenLineIsTooLong(String character) {
    String tooLong = character.repeat(300_000);
    InvocationLog log = json(Map.of());
    log.write(LogLevel.INFO, tooLong, SUBJECT);
    log.error(tooLong, new IllegalStateException(tooLong, new IOException(tooLong)), SUBJECT);
    assertThat(output.jsonLogLines())
        .hasSize(2)
        .allSatisfy(
            line -> {
              assertThat(line.get("message").asText())
                  .startsWith(character)
                  .endsWith("… (truncated: " + tooLong.length() + " characters in total)");
              assertThat(line.get("partitionKey").asText()).isEqualTo("key-1");
            });
    assertThat(output.lines()).allSatisfy(line -> assertThat(bytes(line)).isLessThan(256 * 1024));
    assertThat(bytes(output.lines().get(0))).isGreaterThan(240 * 1024);
    JsonNode failure = output.jsonLogLines().get(1);
    assertThat(failure.get("errorMessage").asText()).contains("… (truncated: ");
    assertThat(failure.get("stackTrace").asText()).contains("\tat " + getClass().getName());
  }

  @Test
  void shouldStayWithinLimit_whenStackTraceIsTooLong() {
    IllegalStateException failure = new IllegalStateException("deep");
    StackTraceElement[] frames = new StackTraceElement[10_000];
    Arrays.fill(frames, new StackTraceElement("com.example.Recursion", "call", "R.java", 1));
    failure.setStackTrace(frames);
    json(Map.of()).error("It failed", failure, SUBJECT);
    assertThat(bytes(output.lines().get(0))).isBetween(240 * 1024, 256 * 1024 - 1);
    assertThat(output.jsonLogLines().get(0).get("stackTrace").asText()).contains("… (truncated: ");
  }

  @Test
  void shouldStayWithinLimit_whenStackTraceIsTooLongForText() {
    IllegalStateException failure = new IllegalStateException("a".repeat(300_000));
    StackTraceElement[] frames = new StackTraceElement[10_000];
    Arrays.fill(frames, new StackTraceElement("com.example.Recursion", "call", "R.java", 1));
    failure.setStackTrace(frames);
    log(Map.of()).error("It failed", failure, SUBJECT);
    assertThat(bytes(String.join("\n", output.lines()))).isBetween(240 * 1024, 256 * 1024 - 1);
    assertThat(output.lines().get(1)).contains("… (truncated: ");
    assertThat(output.lines()).last().asString().contains("… (truncated: ");
  }

  @Test
  void shouldStayOneLineWithinLimit_whenTextLineIsTooLong() {
    log(Map.of()).write(LogLevel.INFO, "é".repeat(300_000), SUBJECT);
    assertThat(output.lines())
        .singleElement()
        .satisfies(line -> assertThat(bytes(line)).isBetween(255 * 1024, 256 * 1024 - 1))
        .asString()
        .endsWith("… (truncated: 300000 characters in total)");
  }

  @Test
  void shouldNotTruncateLine_whenWithinLimit() {
    String long1 = "a".repeat(240 * 1024);
    json(Map.of()).write(LogLevel.INFO, long1, SUBJECT);
    log(Map.of()).write(LogLevel.INFO, long1, SUBJECT);
    assertThat(output.lines()).noneMatch(line -> line.contains("(cut: "));
  }

  @Test
  void shouldReplaceException_whenItsTextsAreTooLong() {
    assertThatCode(() -> log(Map.of()).requireReportable(new AssertionError("no way")))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(RedactedError.class)
        .isThrownBy(
            () -> log(Map.of()).requireReportable(new AssertionError("a".repeat(5_000_000))))
        .withMessageStartingWith("java.lang.AssertionError: aaa")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(20_000))
        .satisfies(
            e -> assertThat(e.getStackTrace()[0].getClassName()).startsWith(getClass().getName()));
  }

  @Test
  void shouldReplaceException_whenPayloadsAreOff() {
    InvocationLog log = log(Map.of("LOG_PAYLOADS", "false"));
    assertThatExceptionOfType(RedactedError.class)
        .isThrownBy(
            () -> log.requireReportable(new AssertionError("SECRET", new IOException("SECRET"))))
        .withMessage("java.lang.AssertionError")
        .withNoCause();
    assertThatCode(() -> log.requireReportable(new OutOfMemoryError("Java heap space")))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldWriteNothing_whenSilent() {
    Telemetry silent =
        TestTelemetry.writingTo(output, Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON")).silent();
    silent.log("request-1").error("It failed", new IllegalStateException(), SUBJECT);
    silent.metrics("request-1").count("Things", 1).write();
    assertThat(output.lines()).isEmpty();
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
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

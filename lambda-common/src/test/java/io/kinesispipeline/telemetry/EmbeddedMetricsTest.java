package io.kinesispipeline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kinesispipeline.model.Metrics;
import io.kinesispipeline.test.CapturedOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedMetricsTest {
  private final CapturedOutput output = new CapturedOutput();

  @Test
  void shouldWriteOneLineWithDefinitionsAndValues() {
    metrics(Map.of()).count("Sent", 3).count("Failed", 0).write();
    assertThat(output.lines())
        .containsExactly(
            "{\"timestamp\":\"2025-06-02T12:00:00.000Z\",\"level\":\"INFO\","
                + "\"AWSRequestId\":\"request-1\",\"_aws\":{\"Timestamp\":1748865600000,"
                + "\"CloudWatchMetrics\":[{\"Namespace\":\""
                + Metrics.NAMESPACE
                + "\","
                + "\"Dimensions\":[[\"FunctionName\"]],\"Metrics\":["
                + "{\"Name\":\"Sent\",\"Unit\":\"Count\"},{\"Name\":\"Failed\",\"Unit\":\"Count\"}]}]},"
                + "\"FunctionName\":\"my-function\",\"Sent\":3,\"Failed\":0}");
  }

  @ParameterizedTest
  @CsvSource({"JSON, WARN, WARN", "JSON, FATAL, FATAL", "JSON, DEBUG, DEBUG", "Text, '', INFO"})
  void shouldHaveConfiguredLevel(String format, String level, String expected) {
    metrics(Map.of("AWS_LAMBDA_LOG_FORMAT", format, "AWS_LAMBDA_LOG_LEVEL", level))
        .count("Sent", 3)
        .write();
    assertThat(output.metricLines().get(0).get("level").asText()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "100, 1", "101, 2", "200, 2", "1000, 10"})
  void shouldWriteEveryValueOnce_inSeveralLinesIfNeeded(int values, int lines) {
    long[] times = LongStream.range(0, values + 5).toArray();
    metrics(Map.of()).count("Sent", 3).milliseconds("Latency", times, values).write();
    assertThat(output.metricLines()).hasSize(lines);
    List<Long> written = new ArrayList<>();
    for (JsonNode line : output.metricLines()) {
      JsonNode latency = line.get("Latency");
      assertThat(latency.size()).isLessThanOrEqualTo(100);
      (latency.isArray() ? latency : List.of(latency)).forEach(v -> written.add(v.asLong()));
    }
    assertThat(written).isEqualTo(LongStream.range(0, values).boxed().toList());
    assertThat(output.metricLines()).filteredOn(line -> line.has("Sent")).hasSize(1);
  }

  @Test
  void shouldDefineOnlyMetricsOfLine() {
    metrics(Map.of()).count("Sent", 3).milliseconds("Latency", new long[150], 150).write();
    assertThat(output.metricLines().get(1).findValuesAsText("Name")).containsExactly("Latency");
    assertThat(output.metricLines().get(1).findValuesAsText("Unit"))
        .containsExactly("Milliseconds");
  }

  @Test
  void shouldOmitMetric_whenThereAreNoDurations() {
    metrics(Map.of()).count("Sent", 3).milliseconds("Latency", new long[5], 0).write();
    assertThat(output.lines()).singleElement().asString().doesNotContain("Latency");
  }

  private EmbeddedMetrics metrics(Map<String, String> environment) {
    return TestTelemetry.writingTo(output, environment).metrics("request-1");
  }
}

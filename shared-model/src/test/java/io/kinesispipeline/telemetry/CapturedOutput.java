package io.kinesispipeline.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kinesispipeline.model.EnvironmentVariables;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A function's standard output. Holds each write to be of whole lines. */
public final class CapturedOutput {
  private static final JsonMapper JSON = new JsonMapper();

  private final List<String> lines = new ArrayList<>();

  /** A telemetry that writes here, of the function {@code my-function}. */
  public Telemetry telemetry(Clock clock, Map<String, String> environment) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("AWS_LAMBDA_FUNCTION_NAME", "my-function");
    EnvironmentVariables read = new EnvironmentVariables(variables);
    TelemetrySettings settings = TelemetrySettings.from(read);
    read.requireNoProblems();
    return new Telemetry(settings, clock, new PrintStream(new Writes(), true, UTF_8));
  }

  /** The lines that are no metrics. */
  public List<String> logLines() {
    return lines.stream().filter(line -> !line.contains("\"_aws\"")).toList();
  }

  /** The lines that are no metrics, as JSON objects. */
  public List<JsonNode> jsonLogLines() {
    return logLines().stream().map(CapturedOutput::parse).toList();
  }

  /** The metrics, as JSON objects. */
  public List<JsonNode> metricLines() {
    return lines.stream()
        .filter(line -> line.contains("\"_aws\""))
        .map(CapturedOutput::parse)
        .toList();
  }

  /** Everything. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }

  /** Takes what is written. */
  private final class Writes extends OutputStream {
    @Override
    public void write(int b) {
      throw new AssertionError("a line must be one write, was " + (char) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      String text = new String(bytes, offset, length, UTF_8);
      assertThat(text).endsWith("\n");
      lines.addAll(text.lines().toList());
    }
  }
}

package io.kinesispipeline.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Captures a function's standard output. Checks that each write has complete lines. */
public final class CapturedOutput {
  private static final JsonMapper JSON = new JsonMapper();

  private final List<String> lines = new ArrayList<>();

  /** Returns the stream that the function prints to. */
  public PrintStream stream() {
    return new PrintStream(new Writes(), true, UTF_8);
  }

  /** Returns the lines that are not metrics. */
  public List<String> logLines() {
    return lines.stream().filter(line -> !line.contains("\"_aws\"")).toList();
  }

  /** Returns the lines that are not metrics, as JSON objects. */
  public List<JsonNode> jsonLogLines() {
    return logLines().stream().map(CapturedOutput::parse).toList();
  }

  /** Returns the metrics, as JSON objects. */
  public List<JsonNode> metricLines() {
    return lines.stream()
        .filter(line -> line.contains("\"_aws\""))
        .map(CapturedOutput::parse)
        .toList();
  }

  /** Returns all lines. */
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

  /** Collects the writes. */
  private final class Writes extends OutputStream {
    @Override
    public void write(int b) {
      throw new AssertionError(
          "a line must be written in one call, but one call wrote only " + (char) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      String text = new String(bytes, offset, length, UTF_8);
      assertThat(text).endsWith("\n");
      lines.addAll(text.lines().toList());
    }
  }
}

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

/** A function's standard output. Holds each write to be of whole lines. */
public final class CapturedOutput {
  private static final JsonMapper JSON = new JsonMapper();

  private final List<String> lines = new ArrayList<>();

  /** What the function prints to. */
  public PrintStream stream() {
    return new PrintStream(new Writes(), true, UTF_8);
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

package io.localstream.engine.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.LogFormat;
import io.localstream.engine.assembly.Deployment.LogLevel;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  private static final Deployment.Function FUNCTION =
      TestEvents.function("printer", LogFormat.JSON, LogLevel.INFO);

  @TempDir Path folder;

  @Test
  void shouldBeOneObjectALine_whateverAFunctionPrints() throws IOException {
    List<String> printed =
        List.of(
            "plain \"text\" \\ \t \u0007 \u2028 é 😀",
            "java.lang.IllegalStateException: no luck",
            "\tat example.Handler.handle(Handler.java:1)",
            "{\"message\":\"lone \\ud800 surrogate\",\"n\":12345678901234567890.10}",
            "{\"a\":1}\r{",
            "{\r\"message\":\"between carriage returns\"\r}",
            "{\"unfinished\":",
            "{".repeat(5_000));

    List<JsonNode> written = write(printed);
    assertThat(written).hasSameSizeAs(printed);
    assertThat(written)
        .allSatisfy(
            line -> {
              assertThat(line.get("timestamp").longValue())
                  .isEqualTo(TestEvents.TIME.toEpochMilli());
              assertThat(line.get("logGroup").textValue()).isEqualTo("/aws/lambda/printer");
              assertThat(line.get("logStream").textValue()).isEqualTo(TestEvents.STREAM);
            });
    assertThat(written.get(0).get("message").textValue()).isEqualTo(printed.get(0));
    assertThat(written.get(3).at("/message/message").textValue()).startsWith("lone ");
    assertThat(written.get(4).get("message").textValue()).isEqualTo(printed.get(4));
    assertThat(written.get(5).at("/message/message").textValue())
        .isEqualTo("between carriage returns");
    assertThat(written.get(7).get("message").textValue()).hasSize(5_000);
  }

  @Test
  void shouldKeepAnObjectAsItWasWritten() throws IOException {
    write(List.of("{\"n\":12345678901234567890.10}"));

    assertThat(file()).content().contains("\"message\":{\"n\":12345678901234567890.10}");
  }

  @Test
  void shouldReplaceTheFileOfTheRunBefore() throws IOException {
    write(List.of("before", "before"));

    assertThat(write(List.of("now"))).hasSize(1);
  }

  @Test
  void shouldSayWhere_whenNothingCanBeWritten() throws IOException {
    Files.createDirectories(file());

    assertThatThrownBy(() -> JsonLinesFile.create(file()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("Cannot write to " + file());
  }

  private List<JsonNode> write(List<String> lines) throws IOException {
    try (JsonLinesFile log = JsonLinesFile.create(file())) {
      for (String line : lines) {
        log.write(
            ApplicationLine.parse(line)
                .event(FUNCTION, TestEvents.STREAM, TestEvents.TIME)
                .orElseThrow()
                .toJson());
      }
    }
    List<JsonNode> objects = new ArrayList<>();
    for (String line : Files.readString(file()).split("[\\r\\n]")) {
      objects.add(new ObjectMapper().readTree(line));
    }
    return objects;
  }

  private Path file() {
    return folder.resolve("target/local/log.jsonl");
  }
}

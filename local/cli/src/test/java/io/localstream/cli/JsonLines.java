package io.localstream.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads files of JSON objects, one a line, which may still grow. */
final class JsonLines {
  private static final JsonMapper JSON = new JsonMapper();

  private JsonLines() {}

  /** The objects of the lines that are complete. */
  static List<JsonNode> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    String content = Files.readString(file);
    List<JsonNode> objects = new ArrayList<>();
    for (String line : content.substring(0, content.lastIndexOf('\n') + 1).split("\n")) {
      if (!line.isEmpty()) {
        objects.add(JSON.readTree(line));
      }
    }
    return objects;
  }
}

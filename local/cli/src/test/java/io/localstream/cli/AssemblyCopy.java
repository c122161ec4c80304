package io.localstream.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A copy of the fixture app's cloud assembly, as its app would synthesize it with other settings.
 */
final class AssemblyCopy {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;

  /** Copies the assembly to a new folder. */
  AssemblyCopy(Path folder) throws IOException {
    this.folder = folder;
    try (Stream<Path> files = Files.walk(FixtureAssembly.FOLDER)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(FixtureAssembly.FOLDER.relativize(file).toString()));
      }
    }
  }

  /** Sets properties of the event source mapping. */
  AssemblyCopy mapping(Map<String, Object> properties) throws IOException {
    return set("FixtureConsumerStack", "AWS::Lambda::EventSourceMapping", properties);
  }

  /** Sets properties of the stream. */
  AssemblyCopy stream(Map<String, Object> properties) throws IOException {
    return set("FixtureStreamStack", "AWS::Kinesis::Stream", properties);
  }

  /** Adds a second producer, with its own role and schedule. */
  AssemblyCopy secondProducer() throws IOException {
    Path file = folder.resolve("FixtureProducerStack.template.json");
    JsonNode template = JSON.readTree(file.toFile());
    ObjectNode resources = (ObjectNode) template.get("Resources");
    String second = resources.toString().replace(FixtureAssembly.PRODUCER, "second-producer");
    for (Iterator<String> ids = resources.fieldNames(); ids.hasNext(); ) {
      String id = ids.next();
      second = second.replace('"' + id + '"', "\"Second" + id + '"');
    }
    resources.setAll((ObjectNode) JSON.readTree(second));
    JSON.writeValue(file.toFile(), template);
    return this;
  }

  /** Adds a table, whose name the consumer has in its environment. */
  AssemblyCopy table() throws IOException {
    Path file = folder.resolve("FixtureConsumerStack.template.json");
    JsonNode template = JSON.readTree(file.toFile());
    ((ObjectNode) template.get("Resources"))
        .set("Events", JSON.createObjectNode().put("Type", "AWS::DynamoDB::Table"));
    JSON.writeValue(file.toFile(), template);
    return set(
        "FixtureConsumerStack",
        "AWS::Lambda::Function",
        Map.of("Environment", Map.of("Variables", Map.of("TABLE", Map.of("Ref", "Events")))));
  }

  private AssemblyCopy set(String stack, String type, Map<String, Object> properties)
      throws IOException {
    Path file = folder.resolve(stack + ".template.json");
    JsonNode template = JSON.readTree(file.toFile());
    for (JsonNode resource : template.get("Resources")) {
      if (resource.path("Type").asText().equals(type)) {
        ((ObjectNode) resource.get("Properties")).setAll(JSON.<ObjectNode>valueToTree(properties));
      }
    }
    JSON.writeValue(file.toFile(), template);
    return this;
  }

  Path folder() {
    return folder;
  }
}

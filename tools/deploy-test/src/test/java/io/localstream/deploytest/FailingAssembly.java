package io.localstream.deploytest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Cloud assemblies whose stacks create all resources and then fail. */
final class FailingAssembly {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEMPLATE = ".template.json";
  private static final String FAILING = "Failing";

  private FailingAssembly() {}

  /**
   * Makes every stack fail after it created all its resources: it creates an SSM parameter that
   * already exists.
   *
   * @param assembly the assembly to copy
   * @param failing the folder of the copy, which must not exist
   * @param existingParameter the parameter's name
   */
  static void copy(Path assembly, Path failing, String existingParameter) throws IOException {
    Files.createDirectories(failing);
    try (Stream<Path> files = Files.list(assembly)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(TEMPLATE)) {
          JSON.writeValue(failing.resolve(name).toFile(), fail(file, existingParameter));
        } else {
          Files.copy(file, failing.resolve(name));
        }
      }
    }
    renameTemplates(failing);
  }

  private static ObjectNode fail(Path template, String existingParameter) throws IOException {
    ObjectNode content = (ObjectNode) JSON.readTree(template.toFile());
    ObjectNode resources = (ObjectNode) content.get("Resources");
    ArrayNode others = JSON.createArrayNode();
    resources.fieldNames().forEachRemaining(others::add);
    resources
        .putObject(FAILING)
        .put("Type", "AWS::SSM::Parameter")
        .<ObjectNode>set("DependsOn", others)
        .putObject("Properties")
        .put("Name", existingParameter)
        .put("Type", "String")
        .put("Value", "failing");
    return content;
  }

  /**
   * Changes the asset hash, because the CDK CLI does not upload a template with the name of an
   * earlier one.
   */
  private static void renameTemplates(Path failing) throws IOException {
    for (Map.Entry<String, String> renamed : newHashes(failing).entrySet()) {
      for (Path file : manifests(failing)) {
        String text = Files.readString(file);
        Files.writeString(file, text.replace(renamed.getKey(), renamed.getValue()));
      }
    }
  }

  private static Map<String, String> newHashes(Path failing) throws IOException {
    Map<String, String> hashes = new HashMap<>();
    for (Path manifest : manifests(failing)) {
      for (Map.Entry<String, JsonNode> file :
          JSON.readTree(manifest.toFile()).path("files").properties()) {
        if (file.getValue().at("/source/path").asText().endsWith(TEMPLATE)) {
          String hash = file.getKey();
          hashes.put(hash, new StringBuilder(hash).reverse().toString());
        }
      }
    }
    return hashes;
  }

  private static List<Path> manifests(Path failing) throws IOException {
    try (Stream<Path> files = Files.list(failing)) {
      return files
          .filter(file -> file.toString().endsWith(".json") && !file.toString().endsWith(TEMPLATE))
          .toList();
    }
  }
}

package io.localstream.engine.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files of a cloud assembly. */
final class CloudAssembly {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final JsonNode artifacts;

  /** A stack; its environment is {@code aws://account/region}. */
  record Stack(String name, String environment, JsonNode template) {}

  /**
   * @throws StartException if the folder has no readable cloud assembly
   */
  CloudAssembly(Path folder) {
    this.folder = folder;
    if (!Files.isRegularFile(folder.resolve("manifest.json"))) {
      throw new StartException(
          "There is no cloud assembly in %s: run `npx cdk synth` first.".formatted(folder));
    }
    artifacts = json("manifest.json").path("artifacts");
  }

  /**
   * Returns stacks in deployment order.
   *
   * @param names the stacks to return; if empty, all
   * @throws StartException if there is no stack, or one of these stacks is missing
   */
  List<Stack> stacks(Set<String> names) {
    List<Stack> all = stacks();
    List<String> existing = all.stream().map(Stack::name).toList();
    List<String> unknown = names.stream().filter(n -> !existing.contains(n)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw new StartException(
          "The cloud assembly in %s has no stack %s: it has %s."
              .formatted(folder, String.join(", ", unknown), String.join(", ", existing)));
    }
    return all.stream().filter(stack -> names.isEmpty() || names.contains(stack.name())).toList();
  }

  private List<Stack> stacks() {
    List<Stack> stacks = new ArrayList<>();
    Set<String> visited = new HashSet<>();
    artifacts.fieldNames().forEachRemaining(id -> addAfterDependencies(id, visited, stacks));
    if (stacks.isEmpty()) {
      throw new StartException("The cloud assembly in %s has no stacks.".formatted(folder));
    }
    return stacks;
  }

  /** Returns the jars and code folders by the S3 object key that templates use. */
  Map<String, Path> assets() {
    Map<String, Path> assets = new HashMap<>();
    for (JsonNode artifact : artifacts) {
      if (artifact.path("type").asText().equals("cdk:asset-manifest")) {
        for (JsonNode asset : json(artifact.at("/properties/file").asText()).path("files")) {
          Path file = folder.resolve(asset.at("/source/path").asText());
          asset.path("destinations").forEach(to -> assets.put(to.path("objectKey").asText(), file));
        }
      }
    }
    return assets;
  }

  private void addAfterDependencies(String id, Set<String> visited, List<Stack> stacks) {
    if (!visited.add(id)) {
      return;
    }
    JsonNode artifact = artifacts.path(id);
    artifact
        .path("dependencies")
        .forEach(dependency -> addAfterDependencies(dependency.asText(), visited, stacks));
    if (artifact.path("type").asText().equals("aws:cloudformation:stack")) {
      stacks.add(
          new Stack(
              artifact.at("/properties/stackName").asText(id),
              artifact.path("environment").asText(),
              json(artifact.at("/properties/templateFile").asText())));
    }
  }

  private JsonNode json(String file) {
    Path path = folder.resolve(file);
    try {
      return JSON.readTree(path.toFile());
    } catch (IOException e) {
      throw new StartException(
          "%s cannot be read (%s): run `npx cdk synth` again."
              .formatted(path, e.getMessage().lines().findFirst().orElse("")),
          e);
    }
  }
}

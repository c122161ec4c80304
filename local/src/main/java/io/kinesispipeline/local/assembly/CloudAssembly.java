package io.kinesispipeline.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files of a cloud assembly, as the CDK writes them.
 *
 * @param stacks the stacks, in the order in which they deploy
 * @param assets jars and folders of code, by the object key under which a template names them
 */
record CloudAssembly(List<StackArtifact> stacks, Map<String, Path> assets) {

  /**
   * Reads a folder.
   *
   * @throws AssemblyException when it is none that can be read
   */
  static CloudAssembly read(Path folder) {
    if (!Files.isRegularFile(folder.resolve("manifest.json"))) {
      throw new AssemblyException(
          "There is no cloud assembly in %s: run `npx cdk synth` first.".formatted(folder));
    }
    return new Reader(folder).read();
  }

  private static final class Reader {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String STACK = "aws:cloudformation:stack";
    private static final String ASSETS = "cdk:asset-manifest";
    private static final String NESTED = "cdk:cloud-assembly";

    private final Path folder;
    private final JsonNode artifacts;

    private Reader(Path folder) {
      this.folder = folder;
      JsonNode manifest = json("manifest.json");
      artifacts = manifest.path("artifacts");
      if (!manifest.path("version").isTextual() || !artifacts.isObject()) {
        throw new AssemblyException(
            "%s is not the manifest of a cloud assembly: it needs a version and artifacts."
                .formatted(folder.resolve("manifest.json")));
      }
    }

    private CloudAssembly read() {
      Map<String, Path> assets = new HashMap<>();
      artifacts
          .properties()
          .forEach(
              artifact -> {
                String type = artifact.getValue().path("type").asText();
                if (type.equals(NESTED)) {
                  throw new AssemblyException(
                      "%s holds the stage %s: give the folder of that stage instead."
                          .formatted(folder, artifact.getKey()));
                }
                if (type.equals(ASSETS)) {
                  addAssets(artifact.getValue(), assets);
                }
              });
      List<StackArtifact> stacks = inDeployOrder().stream().map(this::stack).toList();
      if (stacks.isEmpty()) {
        throw new AssemblyException("The cloud assembly in %s has no stacks.".formatted(folder));
      }
      return new CloudAssembly(stacks, Map.copyOf(assets));
    }

    private void addAssets(JsonNode artifact, Map<String, Path> assets) {
      String file = artifact.path("properties").path("file").asText();
      for (JsonNode asset : json(file).path("files")) {
        for (JsonNode destination : asset.path("destinations")) {
          assets.put(
              destination.path("objectKey").asText(),
              folder.resolve(asset.path("source").path("path").asText()));
        }
      }
    }

    private List<String> inDeployOrder() {
      List<String> ordered = new ArrayList<>();
      Set<String> visited = new HashSet<>();
      artifacts.fieldNames().forEachRemaining(id -> visit(id, visited, ordered));
      ordered.removeIf(id -> !artifacts.path(id).path("type").asText().equals(STACK));
      return ordered;
    }

    private void visit(String id, Set<String> visited, List<String> ordered) {
      if (visited.add(id)) {
        artifacts
            .path(id)
            .path("dependencies")
            .forEach(dependency -> visit(dependency.asText(), visited, ordered));
        ordered.add(id);
      }
    }

    private StackArtifact stack(String id) {
      JsonNode artifact = artifacts.get(id);
      JsonNode properties = artifact.path("properties");
      Map<String, String> parameters = new HashMap<>();
      properties
          .path("parameters")
          .properties()
          .forEach(parameter -> parameters.put(parameter.getKey(), parameter.getValue().asText()));
      return new StackArtifact(
          properties.path("stackName").asText(id),
          artifact.path("environment").asText(),
          template(id, properties.path("templateFile").asText()),
          Map.copyOf(parameters));
    }

    private JsonNode template(String id, String file) {
      JsonNode template = json(file);
      if (template.has("Transform")) {
        throw new AssemblyException(
            "%s: its template has a Transform, which is not supported.".formatted(id));
      }
      return template;
    }

    private JsonNode json(String file) {
      Path path = folder.resolve(file);
      try {
        return JSON.readTree(path.toFile());
      } catch (IOException e) {
        throw new AssemblyException(
            "%s cannot be read (%s): run `npx cdk synth` again."
                .formatted(path, firstLine(e.getMessage())),
            e);
      }
    }

    private static String firstLine(String message) {
      return message.lines().findFirst().orElse("");
    }
  }
}

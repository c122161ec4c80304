package io.localstream.engine.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes a cloud assembly in the form in which the CDK does. */
final class TestAssembly {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final ObjectNode manifest = JSON.createObjectNode().put("version", "54.0.0");
  private final ObjectNode artifacts = manifest.putObject("artifacts");
  private final ObjectNode assets = JSON.createObjectNode().put("version", "54.0.0");

  TestAssembly(Path folder) {
    this.folder = folder;
    artifacts
        .putObject("assets")
        .put("type", "cdk:asset-manifest")
        .putObject("properties")
        .put("file", "assets.json");
    asset("code.jar");
  }

  TestAssembly asset(String key) {
    ObjectNode asset = assets.withObject("/files").putObject(key);
    asset.putObject("source").put("path", "asset." + key).put("packaging", "file");
    asset.putObject("destinations").putObject("here").put("objectKey", key);
    write("asset." + key, "");
    return this;
  }

  TestAssembly stack(String name, String template, String... dependencies) {
    return stack(name, json(template), dependencies);
  }

  TestAssembly stack(String name, JsonNode template, String... dependencies) {
    ObjectNode stack = artifact(name);
    stack.put("type", "aws:cloudformation:stack");
    stack.put("environment", "aws://unknown-account/unknown-region");
    stack.putObject("properties").put("templateFile", name + ".template.json");
    ArrayNode ids = stack.putArray("dependencies").add("assets");
    Arrays.stream(dependencies).forEach(ids::add);
    write(name + ".template.json", template.toString());
    return this;
  }

  /** Adds a stack with only the given resources. */
  TestAssembly resources(String name, String resources, String... dependencies) {
    return stack(name, "{\"Resources\": {%s}}".formatted(resources), dependencies);
  }

  /** Returns an entry of the manifest, which the test can change. */
  ObjectNode artifact(String id) {
    return artifacts.withObject("/" + id);
  }

  Path write() {
    write("manifest.json", manifest.toString());
    write("assets.json", assets.toString());
    return folder;
  }

  Deployment read() {
    return AssemblyReader.read(write());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

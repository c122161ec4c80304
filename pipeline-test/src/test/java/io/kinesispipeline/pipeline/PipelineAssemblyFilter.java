package io.kinesispipeline.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kinesispipeline.consumer.ConsumerHandler;
import io.kinesispipeline.model.Names;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Removes other stacks from a cloud assembly, and replaces the consumer's processor by one that
 * does nothing.
 */
final class PipelineAssemblyFilter {
  static final String PRODUCER = Names.PRODUCER_FUNCTION;
  static final String CONSUMER = Names.CONSUMER_FUNCTION;

  private static final JsonMapper JSON = new JsonMapper();

  private final Path assembly;

  private PipelineAssemblyFilter(Path assembly) {
    this.assembly = assembly;
  }

  static void reduce(Path assembly) throws IOException {
    PipelineAssemblyFilter reduction = new PipelineAssemblyFilter(assembly);
    reduction.leaveOutOtherStacks();
    reduction.replaceHandler();
    reduction.addHandlerToJars();
  }

  private void leaveOutOtherStacks() throws IOException {
    Path file = assembly.resolve("manifest.json");
    ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
    ObjectNode artifacts = (ObjectNode) manifest.get("artifacts");
    List<String> stacks = new ArrayList<>();
    for (Map.Entry<String, JsonNode> artifact : artifacts.properties()) {
      if (artifact.getValue().get("type").asText().equals("aws:cloudformation:stack")) {
        stacks.add(artifact.getKey());
      }
    }
    for (String stack : stacks) {
      Path template =
          assembly.resolve(artifacts.at("/" + stack + "/properties/templateFile").asText());
      if (hasOtherFunctions(JSON.readTree(template.toFile()))) {
        artifacts.remove(stack);
        Files.delete(template);
      }
    }
    JSON.writeValue(file.toFile(), manifest);
  }

  private static boolean hasOtherFunctions(JsonNode template) {
    return template
        .get("Resources")
        .valueStream()
        .filter(resource -> resource.get("Type").asText().equals("AWS::Lambda::Function"))
        .map(function -> function.at("/Properties/FunctionName").asText())
        .anyMatch(name -> !Set.of(PRODUCER, CONSUMER).contains(name));
  }

  private void replaceHandler() throws IOException {
    for (Path template : files(".template.json")) {
      String content = Files.readString(template);
      Files.writeString(
          template,
          content.replace(
              '"' + ConsumerHandler.class.getName() + '"',
              '"' + NoOpConsumer.class.getName() + '"'));
    }
  }

  private void addHandlerToJars() throws IOException {
    String added = NoOpConsumer.class.getName().replace('.', '/') + ".class";
    String beside = ConsumerHandler.class.getName().replace('.', '/') + ".class";
    for (Path jar : files(".jar")) {
      try (FileSystem entries =
              FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of());
          InputStream handler = NoOpConsumer.class.getClassLoader().getResourceAsStream(added)) {
        if (Files.exists(entries.getPath(beside))) {
          Path target = entries.getPath(added);
          Files.createDirectories(target.getParent());
          Files.copy(handler, target);
        }
      }
    }
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.list(assembly)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}

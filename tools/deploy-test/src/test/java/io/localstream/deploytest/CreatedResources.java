package io.localstream.deploytest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A cloud assembly with a table, queues, a topic, a bucket, a secret, and a function. */
final class CreatedResources {
  private static final List<String> FILES =
      List.of(
          "manifest.json",
          "assets.json",
          "StorageStack.template.json",
          "FunctionStack.template.json");
  private static final Path JAR = Project.ROOT.resolve("tools/fixture-app/target/fixture-app.jar");

  private CreatedResources() {}

  /** Writes the assembly with the function's jar to a folder, and returns the folder. */
  static Path writeTo(Path folder) {
    try {
      Files.createDirectories(folder);
      for (String file : FILES) {
        Files.write(
            folder.resolve(file),
            CreatedResources.class
                .getResourceAsStream("/created-resources/" + file)
                .readAllBytes());
      }
      Files.copy(JAR, folder.resolve("code.jar"), StandardCopyOption.REPLACE_EXISTING);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

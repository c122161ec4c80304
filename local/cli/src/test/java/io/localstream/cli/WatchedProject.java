package io.localstream.cli;

import io.localstream.cli.watch.WatchSettings;
import io.localstream.engine.assembly.AssemblyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A copy of the fixture app's functions with their build output, which a test watches and edits.
 */
final class WatchedProject {
  private static final Path FIXTURE = FixtureAssembly.PROJECT.resolve("tools/fixture-app");
  private static final Path CONSUMER =
      Path.of("src/main/java/io/localstream/fixtureapp/EventConsumer.java");

  private final Path root;
  private final Path module;

  /**
   * Copies the functions.
   *
   * @param root an empty folder
   */
  WatchedProject(Path root) throws IOException {
    this.root = root;
    this.module = root.resolve("functions");
    copy(FIXTURE.resolve("src/main/java"), module.resolve("src/main/java"));
    copy(FIXTURE.resolve("target/classes"), module.resolve("target/classes"));
    copy(FIXTURE.resolve("target/fixture-app.jar"), module.resolve("target/functions.jar"));
    // Its jar has all libraries that the functions are compiled with.
    Files.writeString(
        module.resolve("target/class-path"), FIXTURE.resolve("target/fixture-app.jar").toString());
    Files.writeString(
        root.resolve("poms.xml"),
        """
        <project>
          <properties><maven.compiler.release>17</maven.compiler.release></properties>
          <build>
            <sourceDirectory>%1$s/src/main/java</sourceDirectory>
            <outputDirectory>%1$s/target/classes</outputDirectory>
            <directory>%1$s/target</directory>
            <resources>
              <resource><directory>%1$s/src/main/resources</directory></resource>
            </resources>
          </build>
        </project>
        """
            .formatted(module));
    Files.writeString(
        root.resolve("plan.json"),
        """
        {"modules": ["functions"], "buildFiles": ["pom.xml"], "classPath": "target/class-path",
         "effectivePoms": "poms.xml", "build": ["sh", "-c", "echo building; sleep 300"],
         "context": {}}
        """);
    app("false");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(f -> !f.toString().contains("stacks")).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        if (!Files.isDirectory(copy)) {
          Files.copy(file, copy);
        }
      }
    }
  }

  WatchSettings settings() {
    return new WatchSettings(
        root, root.resolve("plan.json"), FixtureAssembly.FOLDER, AssemblyReader::read);
  }

  /** Replaces a text in the consumer's source. */
  void editConsumer(String old, String text) throws IOException {
    Path source = module.resolve(CONSUMER);
    Files.writeString(source, Files.readString(source).replace(old, text));
  }

  /** Sets the command of the CDK app. */
  void app(String command) throws IOException {
    Files.writeString(root.resolve("cdk.json"), "{\"app\": \"" + command + "\"}");
  }

  /** Changes a pom, so that the project's build runs. */
  void editPom() throws IOException {
    Files.writeString(root.resolve("pom.xml"), "<project/>");
  }
}

package io.kinesispipeline.infra.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import software.amazon.awscdk.services.lambda.Code;

/** The jars of the functions, as their modules build them. */
enum FunctionJar {
  /** The jar of {@code lambda-producer}. */
  PRODUCER("producer"),
  /** The jar of {@code lambda-consumer}. */
  CONSUMER("consumer");

  private final String function;

  FunctionJar(String function) {
    this.function = function;
  }

  /**
   * Checks that all jars are built.
   *
   * @param projectRoot the folder of {@code cdk.json}
   * @throws InvalidInputException naming each missing jar and the command that builds it
   */
  static void requireAll(Path projectRoot) {
    List<String> problems =
        Arrays.stream(values())
            .filter(jar -> !Files.isRegularFile(projectRoot.resolve(jar.path())))
            .map(
                jar ->
                    "%s is missing: run npm run build:lambda:%s to build it"
                        .formatted(jar.path(), jar.function))
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }

  /**
   * Returns the path at which the module builds the jar.
   *
   * @return the path, relative to the project's root
   */
  Path path() {
    return Path.of("lambda-" + function, "target", "lambda-" + function + ".jar");
  }

  /**
   * Returns the jar as the code of a function.
   *
   * @param projectRoot the folder of {@code cdk.json}
   * @return the asset
   */
  Code code(Path projectRoot) {
    return Code.fromAsset(projectRoot.resolve(path()).toString());
  }
}

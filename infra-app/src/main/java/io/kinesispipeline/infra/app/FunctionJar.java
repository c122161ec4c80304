package io.kinesispipeline.infra.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import software.amazon.awscdk.services.lambda.Code;

/** The jars that the functions' modules build. */
enum FunctionJar {
  /** The producer's. */
  PRODUCER("producer"),
  /** The consumer's. */
  CONSUMER("consumer");

  private final String function;

  FunctionJar(String function) {
    this.function = function;
  }

  /**
   * Makes sure that all of them are built.
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
                    "%s is missing: npm run build:lambda:%s builds it"
                        .formatted(jar.path(), jar.function))
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }

  /**
   * Where its module builds it.
   *
   * @return a path in the project
   */
  Path path() {
    return Path.of("lambda-" + function, "target", "lambda-" + function + ".jar");
  }

  /**
   * The jar as the code of a function.
   *
   * @param projectRoot the folder of {@code cdk.json}
   * @return the asset
   */
  Code code(Path projectRoot) {
    return Code.fromAsset(projectRoot.resolve(path()).toString());
  }
}

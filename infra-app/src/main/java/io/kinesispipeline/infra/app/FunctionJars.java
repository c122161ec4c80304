package io.kinesispipeline.infra.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.lambda.Code;

/**
 * The jars that the functions' modules build.
 *
 * @param producer the producer's
 * @param consumer the consumer's
 */
record FunctionJars(Path producer, Path consumer) {
  /**
   * Finds both jars.
   *
   * @param projectRoot the folder of {@code cdk.json}
   * @return the jars, which exist
   * @throws InvalidInputException naming each missing jar and the command that builds it
   */
  static FunctionJars in(Path projectRoot) {
    List<String> problems = new ArrayList<>();
    FunctionJars jars =
        new FunctionJars(
            jar(projectRoot, "producer", problems), jar(projectRoot, "consumer", problems));
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return jars;
  }

  Code producerCode() {
    return Code.fromAsset(producer.toString());
  }

  Code consumerCode() {
    return Code.fromAsset(consumer.toString());
  }

  private static Path jar(Path projectRoot, String function, List<String> problems) {
    Path jar = Path.of("lambda-" + function, "target", "lambda-" + function + ".jar");
    if (!Files.isRegularFile(projectRoot.resolve(jar))) {
      problems.add("%s is missing: npm run build:lambda:%s builds it".formatted(jar, function));
    }
    return projectRoot.resolve(jar);
  }
}

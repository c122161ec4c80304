package io.kinesispipeline.infra.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionJarsTest {
  private static final String PRODUCER = "lambda-producer/target/lambda-producer.jar";
  private static final String CONSUMER = "lambda-consumer/target/lambda-consumer.jar";

  @TempDir private Path root;

  @Test
  void shouldFindBothJars_whenBuilt() throws IOException {
    write(PRODUCER);
    write(CONSUMER);

    FunctionJars jars = FunctionJars.in(root);

    assertThat(jars.producer()).isEqualTo(root.resolve(PRODUCER));
    assertThat(jars.consumer()).isEqualTo(root.resolve(CONSUMER));
  }

  @Test
  void shouldNameJarAndItsCommand_whenOneIsMissing() throws IOException {
    write(PRODUCER);

    assertThatThrownBy(() -> FunctionJars.in(root))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(CONSUMER + " is missing: npm run build:lambda:consumer builds it");
  }

  @Test
  void shouldNameBoth_whenBothAreMissing() {
    assertThatThrownBy(() -> FunctionJars.in(root))
        .hasMessage(
            "%s is missing: npm run build:lambda:producer builds it%n%s is missing: npm run build:lambda:consumer builds it"
                .formatted(PRODUCER, CONSUMER));
  }

  @Test
  void shouldTakeFolderForMissing_whenItHasTheJarsName() throws IOException {
    Files.createDirectories(root.resolve(PRODUCER));
    write(CONSUMER);

    assertThatThrownBy(() -> FunctionJars.in(root)).hasMessageStartingWith(PRODUCER);
  }

  private void write(String jar) throws IOException {
    Path file = root.resolve(jar);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }
}

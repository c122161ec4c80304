package io.kinesispipeline.infra.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionJarTest {
  private static final Path CONSUMER = FunctionJar.CONSUMER.path();
  private static final String CONSUMER_IS_MISSING =
      CONSUMER + " is missing: run npm run build:lambda:consumer to build it";

  @TempDir private Path root;

  @BeforeEach
  void build() throws IOException {
    StubJars.buildIn(root);
  }

  @Test
  void shouldAcceptJars_whenAllAreBuilt() {
    assertThatCode(() -> FunctionJar.requireAll(root)).doesNotThrowAnyException();
  }

  @Test
  void shouldNameJarAndBuildCommand_whenOneIsMissing() throws IOException {
    Files.delete(root.resolve(CONSUMER));

    assertThatThrownBy(() -> FunctionJar.requireAll(root))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(CONSUMER_IS_MISSING);
  }

  @Test
  void shouldNameAll_whenSeveralAreMissing() throws IOException {
    Files.delete(root.resolve(FunctionJar.PRODUCER.path()));
    Files.delete(root.resolve(CONSUMER));

    assertThatThrownBy(() -> FunctionJar.requireAll(root))
        .hasMessage(
            "%s is missing: run npm run build:lambda:producer to build it%n%s"
                .formatted(FunctionJar.PRODUCER.path(), CONSUMER_IS_MISSING));
  }

  @Test
  void shouldReportMissingJar_whenItsPathIsAFolder() throws IOException {
    Files.delete(root.resolve(CONSUMER));
    Files.createDirectory(root.resolve(CONSUMER));

    assertThatThrownBy(() -> FunctionJar.requireAll(root)).hasMessage(CONSUMER_IS_MISSING);
  }
}

package io.localstream.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.lifecycle.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningPipelineTest {
  @TempDir private Path root;

  @Test
  void shouldRemoveItsFolder_whenItDoesNotStart() throws Exception {
    Path folder = Files.createDirectory(root.resolve("run"));
    RunSetup setup =
        new RunSetup(Map.of(), List.of("no.such.fault=1"), true, true, Optional.empty());

    assertThatThrownBy(() -> RunningPipeline.start(deployment(), setup, new Project(root), folder))
        .isInstanceOf(StartException.class);

    assertThat(folder).doesNotExist();
  }

  private static Deployment deployment() {
    return new Deployment(
        "us-east-1",
        "111122223333",
        List.of("Stack"),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of());
  }
}

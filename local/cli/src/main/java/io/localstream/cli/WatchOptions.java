package io.localstream.cli;

import io.localstream.cli.watch.WatchSettings;
import io.localstream.engine.assembly.Deployment;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options of a watched run, which compiles what you save. */
final class WatchOptions {
  @Option(
      names = "--watch",
      description =
          "Compile what you save, and continue the run with the new code, settings and roles.")
  private boolean watch;

  @Option(names = "--watch-plan", defaultValue = "target/watch/plan.json", hidden = true)
  private Path plan;

  /**
   * Returns the settings of the watched build; empty without {@code --watch}.
   *
   * @param project the project's folder
   * @param assembly the folder of the cloud assembly
   * @param reader reads a cloud assembly
   */
  Optional<WatchSettings> settings(Path project, Path assembly, Function<Path, Deployment> reader) {
    return watch
        ? Optional.of(new WatchSettings(project, project.resolve(plan), assembly, reader))
        : Optional.empty();
  }
}

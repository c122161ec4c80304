package io.localstream.cli;

import io.localstream.cli.watch.WatchSettings;
import io.localstream.engine.assembly.Deployment;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options of a run that follows the sources. */
final class WatchOptions {
  @Option(
      names = "--watch",
      description =
          "Compile what you save, and go on with the new code, settings and roles in the same run.")
  private boolean watch;

  @Option(names = "--watch-plan", defaultValue = "target/watch/plan.json", hidden = true)
  private Path plan;

  /**
   * Returns what a watched run is built from; empty if the run does not watch.
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

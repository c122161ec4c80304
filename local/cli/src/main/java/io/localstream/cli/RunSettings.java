package io.localstream.cli;

import io.localstream.cli.watch.WatchSettings;
import io.localstream.engine.PipelineSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The options of a run.
 *
 * @param runFor the run stops after this time
 * @param consumed the run stops after this number of processed records
 * @param summary the file for the summary in JSON
 * @param drain the longest time without a settled record while the run stops
 * @param ansi whether the output has colours
 * @param openPage whether the browser opens the page
 * @param watch the settings of the watched build; empty without {@code --watch}
 */
record RunSettings(
    PipelineSettings pipeline,
    Optional<Duration> runFor,
    Optional<Long> consumed,
    Optional<Path> summary,
    Duration drain,
    boolean ansi,
    boolean openPage,
    Optional<WatchSettings> watch) {
  /** The folder of the Lambda runtime in the project. */
  static final Path LAMBDA_RUNTIME = Path.of("local", "engine", "target", "runtime");
}

package io.localstream.cli;

import io.localstream.engine.PipelineSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run is asked to do.
 *
 * @param pipeline how the pipeline runs
 * @param runFor stop after that time
 * @param consumed stop after that many records were processed
 * @param summary where the summary goes, as JSON
 * @param drain the longest time without a settled record that stopping waits for
 * @param ansi whether the output has colours
 */
record RunSettings(
    PipelineSettings pipeline,
    Optional<Duration> runFor,
    Optional<Long> consumed,
    Optional<Path> summary,
    Duration drain,
    boolean ansi) {
  /** Where the project has the Lambda runtime. */
  static final Path LAMBDA_RUNTIME = Path.of("local", "engine", "target", "runtime");
}

package io.kinesispipeline.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One run without faults, which the test classes share; it ends by itself. */
final class HealthyRun {
  /** The run ends after this number of processed records. */
  static final int RECORDS = 20;

  private HealthyRun() {}

  private static final class Once {
    private static final Run RUN = start();
  }

  /** Returns the run, which starts on first use. */
  static Run get() {
    return Once.RUN;
  }

  private static Run start() {
    try {
      Path folder = Files.createTempDirectory(Path.of("target"), "healthy-").toAbsolutePath();
      return new Run(
          PipelineAssembly.FOLDER, folder, "--every", "2s", "--consumed", String.valueOf(RECORDS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

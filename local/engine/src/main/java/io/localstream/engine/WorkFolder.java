package io.localstream.engine;

import io.localstream.engine.lifecycle.Folders;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of a run's temporary files. */
final class WorkFolder {
  private WorkFolder() {}

  /** Creates the folder, which is deleted with the parts of the run. */
  static Path create(RunningParts parts) {
    try {
      Path folder = Files.createTempDirectory("kinesis-pipeline-");
      return parts.add(folder, waiting -> Folders.delete(folder));
    } catch (IOException e) {
      throw new StartException("cannot create a temporary folder: " + e.getMessage(), e);
    }
  }
}

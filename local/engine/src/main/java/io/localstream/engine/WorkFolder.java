package io.localstream.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A temporary folder, which is gone with what is in it once it is closed.
 *
 * @param path where it is
 */
record WorkFolder(Path path) implements AutoCloseable {

  /**
   * Makes a folder.
   *
   * @throws StartException where none can be made
   */
  static WorkFolder create() {
    try {
      return new WorkFolder(Files.createTempDirectory("kinesis-pipeline-"));
    } catch (IOException e) {
      throw new StartException("no temporary folder can be made: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

package io.localstream.engine.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.localstream.engine.cloudwatch.PrivateFile;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A line about a run for other programs of the same user, in a file that only its owner may read.
 * The file is deleted in the end, unless a later run has written it.
 */
public final class RunFile implements AutoCloseable {
  private final Path file;
  private final String line;

  private RunFile(Path file, String line) {
    this.file = file;
    this.line = line;
  }

  /**
   * Writes the file in place of the last run's, and makes its folder if need be.
   *
   * @param what the content, for the error message
   * @throws StartException if it cannot be written
   */
  public static RunFile write(Path file, String what, String line) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (OutputStream out = PrivateFile.create(file)) {
        out.write((line + "\n").getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new StartException("the %s can't be written to %s: %s".formatted(what, file, e), e);
    }
    return new RunFile(file, line);
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(file) && Files.readString(file).strip().equals(line)) {
      Files.delete(file);
    }
  }
}

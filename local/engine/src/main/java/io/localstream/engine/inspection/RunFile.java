package io.localstream.engine.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.localstream.engine.cloudwatch.PrivateFile;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file with one line about a run, for other programs of the same user. Only its owner may read
 * it. {@link #close} deletes the file, unless a later run has written it.
 */
public final class RunFile implements AutoCloseable {
  private final Path file;
  private final String line;

  private RunFile(Path file, String line) {
    this.file = file;
    this.line = line;
  }

  /**
   * Writes the file. Replaces the file of an earlier run, and creates the folder if necessary.
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
      throw new StartException("cannot write the %s to %s: %s".formatted(what, file, e), e);
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

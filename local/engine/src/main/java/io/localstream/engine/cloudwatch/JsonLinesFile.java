package io.localstream.engine.cloudwatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.localstream.engine.lifecycle.StartException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file with one JSON object per line, which only its owner may read. Each write is flushed.
 * Thread-safe.
 */
public final class JsonLinesFile implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path path;
  private final PrintStream out;

  private JsonLinesFile(Path path, PrintStream out) {
    this.path = path;
    this.out = out;
  }

  /**
   * Creates the file and its folder. Overwrites an existing file.
   *
   * @throws StartException if the file cannot be created
   */
  public static JsonLinesFile create(Path path) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      return new JsonLinesFile(
          path, new PrintStream(new BufferedOutputStream(PrivateFile.create(path)), false, UTF_8));
    } catch (IOException e) {
      throw new StartException("Cannot write to " + path + ": " + e, e);
    }
  }

  /** Appends an object; does nothing after {@link #close}. */
  public synchronized void write(JsonNode object) {
    byte[] line = bytes(object);
    out.write(line, 0, line.length);
    out.write('\n');
    out.flush();
  }

  private static byte[] bytes(JsonNode object) {
    try {
      return JSON.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Closes the file.
   *
   * @throws IOException if a write failed, for example because the disk was full
   */
  @Override
  public synchronized void close() throws IOException {
    boolean incomplete = out.checkError();
    out.close();
    if (incomplete) {
      throw new IOException(
          path + " is incomplete, since a write failed: check the space on the disk");
    }
  }
}

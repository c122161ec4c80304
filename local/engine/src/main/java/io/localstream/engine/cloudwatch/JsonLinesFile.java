package io.localstream.engine.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.lifecycle.StartException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of JSON objects, one a line, which only its owner may read. What is written is there to
 * read at once. Instances are safe for use by several threads.
 */
public final class JsonLinesFile implements AutoCloseable {
  private final Path path;
  private final PrintStream out;

  private JsonLinesFile(Path path, PrintStream out) {
    this.path = path;
    this.out = out;
  }

  /**
   * Makes a file, in place of the one that is there.
   *
   * @param path where; its folder is made if need be
   * @return the empty file
   * @throws StartException where no file can be made
   */
  public static JsonLinesFile create(Path path) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      return new JsonLinesFile(
          path,
          new PrintStream(
              new BufferedOutputStream(PrivateFile.create(path)), false, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new StartException("nothing can be written to " + path + ": " + e, e);
    }
  }

  /**
   * Appends an object; nothing once this is closed.
   *
   * @param object the line
   */
  public synchronized void write(JsonNode object) {
    out.print(object + "\n");
    out.flush();
  }

  /**
   * Closes the file.
   *
   * @throws IOException where not all could be written, as on a full disk
   */
  @Override
  public synchronized void close() throws IOException {
    boolean incomplete = out.checkError();
    out.close();
    if (incomplete) {
      throw new IOException("not everything could be written to " + path);
    }
  }
}

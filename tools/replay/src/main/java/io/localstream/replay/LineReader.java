package io.localstream.replay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Reads lines as bytes, so that data that is not text does not change. Skips blank lines. */
final class LineReader implements AutoCloseable {
  /** The maximum length of a line: enough for a record of 10 MiB in base64 or with escapes. */
  static final int MAX_LINE_BYTES = 64 * 1024 * 1024;

  private final InputStream in;
  private long number;

  private LineReader(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  static LineReader of(InputStream in) {
    return new LineReader(in);
  }

  /**
   * Opens a file.
   *
   * @throws ReplayException if it cannot be read
   */
  static LineReader of(Path file) {
    try {
      return new LineReader(Files.newInputStream(file));
    } catch (IOException e) {
      throw new ReplayException("--file: cannot read " + file + ": " + e, e);
    }
  }

  /**
   * Returns the next line that is not blank; empty at the end. Line numbers include blank lines.
   */
  Optional<Line> next() {
    try {
      for (byte[] line = read(); line != null; line = read()) {
        number++;
        if (!new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
          return Optional.of(new Line(number, line));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new ReplayException("cannot read line " + (number + 1) + ": " + e, e);
    }
  }

  /** Skips the lines before the one with this number. */
  void skipTo(long line) {
    try {
      while (number + 1 < line && read() != null) {
        number++;
      }
    } catch (IOException e) {
      throw new ReplayException("cannot read line " + (number + 1) + ": " + e, e);
    }
  }

  private byte[] read() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (line.size() == MAX_LINE_BYTES) {
        throw new IOException("it has more than %,d bytes".formatted(MAX_LINE_BYTES));
      }
      line.write(next);
    }
    byte[] bytes = line.toByteArray();
    boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    return carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
  }

  /** Returns whether the next line can be read without waiting, as far as that is known. */
  boolean ready() {
    try {
      return in.available() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

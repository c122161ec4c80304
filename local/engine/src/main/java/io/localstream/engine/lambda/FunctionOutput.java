package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a function's process writes, line by line. The process writes to a file, so that whatever it
 * wrote before a call of the Runtime API can be read when that call arrives: a pipe gives no such
 * order.
 */
final class FunctionOutput implements AutoCloseable {
  /**
   * A longer line is split.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html">
   *     CloudWatch Logs quotas</a>
   */
  static final int MAX_LINE_BYTES = 256 * 1024;

  /** So much is kept on disk between invocations. */
  static final int LARGE_BYTES = 1 << 20;

  private final RandomAccessFile file;
  private final Consumer<String> lines;
  private final byte[] buffer = new byte[8192];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean closed;

  FunctionOutput(Path file, Consumer<String> lines) throws IOException {
    this.file = new RandomAccessFile(file.toFile(), "rw");
    this.lines = lines;
  }

  /** Hands on the lines that are complete. */
  synchronized void drain() {
    if (closed) {
      return;
    }
    try {
      for (int count = file.read(buffer); count > 0; count = file.read(buffer)) {
        for (int i = 0; i < count; i++) {
          take(buffer[i]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read a function's output", e);
    }
  }

  /** Hands on everything, a last line without an end included. */
  synchronized void flush() {
    drain();
    if (line.size() > 0) {
      emit();
    }
  }

  /**
   * Empties the file if it has become large and all of it was read. Called between invocations,
   * when the function has nothing to do: what one of its threads wrote at that very moment would be
   * lost.
   */
  synchronized void clear() {
    try {
      if (!closed && file.length() > LARGE_BYTES && file.length() == file.getFilePointer()) {
        file.setLength(0);
        file.seek(0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot empty the file of a function's output", e);
    }
  }

  private void take(byte b) {
    if (b == '\n') {
      emit();
      return;
    }
    boolean startsCharacter = (b & 0xC0) != 0x80;
    if (line.size() >= MAX_LINE_BYTES && startsCharacter) {
      emit();
    }
    line.write(b);
  }

  private void emit() {
    String text = line.toString(UTF_8);
    line.reset();
    lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close a function's output", e);
    }
  }
}

package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads the output of a function's process line by line. The process writes to a file. So all
 * output before a call of the Runtime API is readable when the call arrives; a pipe does not
 * guarantee this order.
 */
final class FunctionOutput implements AutoCloseable {
  /**
   * The maximum length of a line. Longer lines are split.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html">
   *     CloudWatch Logs quotas</a>
   */
  static final int MAX_LINE_BYTES = 256 * 1024;

  /** The size above which the file is emptied between invocations. */
  static final int LARGE_BYTES = 1 << 20;

  private final RandomAccessFile file;
  private final Consumer<String> lines;
  private final byte[] buffer = new byte[1 << 16];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean closed;

  FunctionOutput(Path file, Consumer<String> lines) throws IOException {
    this.file = new RandomAccessFile(file.toFile(), "rw");
    this.lines = lines;
  }

  /** Passes on complete lines. */
  synchronized void drain() {
    if (closed) {
      return;
    }
    try {
      for (int count = file.read(buffer); count > 0; count = file.read(buffer)) {
        take(count);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the output file of a function", e);
    }
  }

  /** Passes on all output, including an incomplete last line. */
  synchronized void flush() {
    drain();
    if (line.size() > 0) {
      emit();
    }
  }

  /**
   * Empties the file if it is large and fully read. Call it between invocations: output that a
   * thread writes at the same moment is lost.
   */
  synchronized void clear() {
    try {
      if (!closed && file.length() > LARGE_BYTES && file.length() == file.getFilePointer()) {
        file.setLength(0);
        file.seek(0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot empty the output file of a function", e);
    }
  }

  private void take(int count) {
    int start = 0;
    int before = line.size();
    for (int i = 0; i < count; i++) {
      boolean end = buffer[i] == '\n';
      if (end || (before + i - start >= MAX_LINE_BYTES && startsCharacter(buffer[i]))) {
        line.write(buffer, start, i - start);
        emit();
        start = end ? i + 1 : i;
        before = 0;
      }
    }
    line.write(buffer, start, count - start);
  }

  private static boolean startsCharacter(byte b) {
    return (b & 0xC0) != 0x80;
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
      throw new UncheckedIOException("Cannot close the output file of a function", e);
    }
  }
}

package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The last 4 KB of the log since {@link #clear}. Thread-safe. */
final class LogTail {
  static final int MAX_BYTES = 4096;

  private byte[] tail = new byte[0];

  synchronized void clear() {
    tail = new byte[0];
  }

  synchronized void add(String message) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(tail);
    all.writeBytes(message.getBytes(UTF_8));
    all.write('\n');
    byte[] bytes = all.toByteArray();
    tail = Arrays.copyOfRange(bytes, Math.max(0, bytes.length - MAX_BYTES), bytes.length);
  }

  synchronized byte[] bytes() {
    return tail.clone();
  }
}

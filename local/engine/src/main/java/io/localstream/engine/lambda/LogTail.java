package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The last 4 KB of the log since {@link #clear}. Thread-safe. */
final class LogTail {
  static final int MAX_BYTES = 4096;

  /** Above this size, all but the tail is dropped. */
  private static final int LARGE_BYTES = 16 * MAX_BYTES;

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  synchronized void clear() {
    log.reset();
  }

  synchronized void add(String message) {
    log.writeBytes(message.getBytes(UTF_8));
    log.write('\n');
    if (log.size() > LARGE_BYTES) {
      byte[] tail = bytes();
      log.reset();
      log.writeBytes(tail);
    }
  }

  synchronized byte[] bytes() {
    byte[] all = log.toByteArray();
    return Arrays.copyOfRange(all, Math.max(0, all.length - MAX_BYTES), all.length);
  }
}

package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Measures the peak memory of a process. Linux provides the peak in a file. On other systems {@code
 * ps} provides the current value, and is run at most once a second.
 */
final class ResidentMemory {
  private static final Duration PS_INTERVAL = Duration.ofSeconds(1);

  private final Reader reader;
  private final long intervalNanos;
  private final LongSupplier nanoTime;
  private long sampledAt;
  private int maxMb;

  /** Returns the current or the peak memory of a process in KB. */
  @FunctionalInterface
  interface Reader {
    long kilobytes() throws IOException;
  }

  /** Starts to measure a process; the first sample follows after one interval. */
  ResidentMemory(Reader reader, Duration interval, LongSupplier nanoTime) {
    this.reader = reader;
    this.intervalNanos = interval.toNanos();
    this.nanoTime = nanoTime;
    this.sampledAt = nanoTime.getAsLong();
  }

  static ResidentMemory of(long pid) {
    return Files.exists(Path.of("/proc/self/status"))
        ? new ResidentMemory(() -> linuxPeakKb(pid), Duration.ZERO, System::nanoTime)
        : new ResidentMemory(() -> psKb(pid), PS_INTERVAL, System::nanoTime);
  }

  synchronized int maxMb() {
    return maxMb;
  }

  /** Takes a sample, unless the last one is more recent than the interval. */
  synchronized void sample() {
    long now = nanoTime.getAsLong();
    if (now - sampledAt >= intervalNanos) {
      sampledAt = now;
      read();
    }
  }

  /** Takes a sample as {@link #sample} does, and always if there is none yet. */
  synchronized void sampleAtLeastOnce() {
    sample();
    if (maxMb == 0) {
      sampledAt = nanoTime.getAsLong();
      read();
    }
  }

  /** Reads the memory. Ignores a failure, for example because the process has ended. */
  private void read() {
    try {
      maxMb = Math.max(maxMb, (int) ((reader.kilobytes() + 1023) / 1024));
    } catch (IOException | NumberFormatException e) {
      // There is no new value.
    }
  }

  private static long linuxPeakKb(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  static long psKb(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    String output = new String(ps.getInputStream().readAllBytes(), US_ASCII).strip();
    return output.isEmpty() ? 0 : Long.parseLong(output);
  }
}

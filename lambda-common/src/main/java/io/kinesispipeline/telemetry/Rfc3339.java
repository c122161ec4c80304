package io.kinesispipeline.telemetry;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/**
 * Formats times, such as {@code 2025-06-02T12:02:44.227Z}. {@link java.time.Instant#toString} would
 * omit zeros, and would load a formatter, which takes about 8 ms.
 */
final class Rfc3339 {
  private static final long DAY = TimeUnit.DAYS.toMillis(1);

  private Rfc3339() {}

  static String format(long epochMillis) {
    long ofDay = Math.floorMod(epochMillis, DAY);
    StringBuilder text = new StringBuilder(24);
    text.append(LocalDate.ofEpochDay(Math.floorDiv(epochMillis, DAY)));
    append(text.append('T'), ofDay / 3_600_000, 10);
    append(text.append(':'), ofDay / 60_000 % 60, 10);
    append(text.append(':'), ofDay / 1_000 % 60, 10);
    append(text.append('.'), ofDay % 1_000, 100);
    return text.append('Z').toString();
  }

  private static void append(StringBuilder text, long number, int firstDigit) {
    for (int digit = firstDigit; digit > 0; digit /= 10) {
      text.append((char) ('0' + number / digit % 10));
    }
  }
}

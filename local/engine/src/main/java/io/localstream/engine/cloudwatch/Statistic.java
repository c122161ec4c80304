package io.localstream.engine.cloudwatch;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Computes one value from the values of a period.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html">CloudWatch
 *     statistics definitions</a>
 */
interface Statistic {
  /** Returns the statistic of one or more values. */
  double of(double[] values);

  /**
   * Reads a statistic's name.
   *
   * @param name {@code Sum}, {@code Average}, {@code Minimum}, {@code Maximum}, {@code SampleCount}
   *     or a percentile, as in {@code p99}
   * @throws IllegalArgumentException if the name is another one
   */
  static Statistic named(String name) {
    return switch (name) {
      case "Sum" -> values -> Arrays.stream(values).sum();
      case "Average" -> values -> Arrays.stream(values).average().orElseThrow();
      case "Minimum" -> values -> Arrays.stream(values).min().orElseThrow();
      case "Maximum" -> values -> Arrays.stream(values).max().orElseThrow();
      case "SampleCount" -> values -> values.length;
      default -> percentile(name);
    };
  }

  /**
   * Returns the nearest-rank percentile: the smallest value that at least this percentage of the
   * values do not exceed.
   */
  private static Statistic percentile(String name) {
    Matcher matcher = Pattern.compile("p(\\d{1,2}(?:\\.\\d+)?)").matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Statistic: " + name);
    }
    double part = Double.parseDouble(matcher.group(1)) / 100;
    return values -> {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      return sorted[Math.max(1, (int) Math.ceil(part * sorted.length)) - 1];
    };
  }
}

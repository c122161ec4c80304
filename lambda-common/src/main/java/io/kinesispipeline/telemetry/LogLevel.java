package io.kinesispipeline.telemetry;

/**
 * The level of a log line, from the lowest to the highest.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html">
 *     Log-level filtering</a>
 */
public enum LogLevel {
  /** Details of every step. */
  TRACE,
  /** Details for debugging. */
  DEBUG,
  /** Normal operation. */
  INFO,
  /** A condition that could become a failure. */
  WARN,
  /** A failure. */
  ERROR,
  /** A failure that ends the function. */
  FATAL;

  /**
   * Reads the level that Lambda is configured with. Any other text is {@link #INFO}, Lambda's
   * default.
   */
  static LogLevel parse(String name) {
    for (LogLevel level : values()) {
      if (level.name().equalsIgnoreCase(name)) {
        return level;
      }
    }
    return INFO;
  }
}

package io.kinesispipeline.telemetry;

/**
 * How much a line matters, least first.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html">
 *     Log-level filtering</a>
 */
public enum LogLevel {
  /** Every step. */
  TRACE,
  /** What helps to find a mistake. */
  DEBUG,
  /** What the function does. */
  INFO,
  /** What may become a failure. */
  WARN,
  /** What failed. */
  ERROR,
  /** What ends the function. */
  FATAL;

  /** Reads Lambda's own setting: whatever is none of the levels is {@link #INFO}, its default. */
  static LogLevel parse(String name) {
    for (LogLevel level : values()) {
      if (level.name().equalsIgnoreCase(name)) {
        return level;
      }
    }
    return INFO;
  }
}

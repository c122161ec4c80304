package io.kinesispipeline.telemetry;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;

/**
 * The output for the log lines and metrics of an execution environment.
 *
 * @param settings the format and level of the output
 * @param clock the clock for the timestamps of lines and metrics
 * @param output receives each line in one write
 */
public record Telemetry(TelemetrySettings settings, Clock clock, PrintStream output) {
  /**
   * Creates an instance that writes to standard output, which Lambda sends to the function's log.
   *
   * @param settings the format and level of the output
   * @return the telemetry
   */
  public static Telemetry toStandardOutput(TelemetrySettings settings) {
    return new Telemetry(settings, Clock.systemUTC(), System.out);
  }

  /**
   * Returns an instance that runs the same code but discards the output, for priming.
   *
   * @return the telemetry
   */
  public Telemetry silent() {
    return new Telemetry(settings, clock, new PrintStream(OutputStream.nullOutputStream()));
  }

  /**
   * Creates the log of an invocation.
   *
   * @param requestId the invocation's request ID, a field of each JSON line
   * @return the log
   */
  public InvocationLog log(String requestId) {
    return new InvocationLog(this, requestId);
  }

  /**
   * Creates the metrics of an invocation.
   *
   * @param requestId the invocation's request ID, a field of each line
   * @return the metrics, empty
   */
  public EmbeddedMetrics metrics(String requestId) {
    return new EmbeddedMetrics(this, requestId);
  }
}

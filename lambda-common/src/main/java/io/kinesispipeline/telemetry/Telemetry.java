package io.kinesispipeline.telemetry;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;

/**
 * Where an execution environment's log lines and metrics go.
 *
 * @param settings what is written, and how
 * @param clock the time of lines and metrics
 * @param output gets the lines, each in one write
 */
public record Telemetry(TelemetrySettings settings, Clock clock, PrintStream output) {
  /**
   * Writes to standard output, which is the function's log.
   *
   * @param settings what is written, and how
   * @return a new telemetry
   */
  public static Telemetry toStandardOutput(TelemetrySettings settings) {
    return new Telemetry(settings, Clock.systemUTC(), System.out);
  }

  /**
   * Does all that this one does, and writes nothing: for code that is only to be loaded.
   *
   * @return a new telemetry
   */
  public Telemetry silent() {
    return new Telemetry(settings, clock, new PrintStream(OutputStream.nullOutputStream()));
  }

  /**
   * Begins an invocation's log.
   *
   * @param requestId the invocation's request id, a field of each JSON line
   * @return its log
   */
  public InvocationLog log(String requestId) {
    return new InvocationLog(this, requestId);
  }

  /**
   * Begins an invocation's metrics.
   *
   * @param requestId the invocation's request id, a field of each line
   * @return its metrics, none yet
   */
  public EmbeddedMetrics metrics(String requestId) {
    return new EmbeddedMetrics(this, requestId);
  }
}

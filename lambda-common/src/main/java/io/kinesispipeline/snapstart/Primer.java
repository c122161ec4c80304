package io.kinesispipeline.snapstart;

import io.kinesispipeline.telemetry.LogLevel;
import io.kinesispipeline.telemetry.Telemetry;

/**
 * Runs priming steps before SnapStart takes a snapshot. A step that fails is skipped: the version
 * is still published, and the first invocation after a restore is slower.
 */
public final class Primer {
  private final Telemetry telemetry;

  /**
   * Creates a primer.
   *
   * @param telemetry receives a line of level {@code WARN} for each step that fails
   */
  public Primer(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  /**
   * Runs a step.
   *
   * @param what what the step primes, as the log line names it
   * @param step the step; a {@link RuntimeException} or a {@link LinkageError} from it is logged
   */
  public void run(String what, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError e) {
      String message = "SnapStart: could not prime " + what + ", so the first invocation is slower";
      telemetry.log("none").write(LogLevel.WARN, message + ": " + e, line -> {});
    }
  }
}

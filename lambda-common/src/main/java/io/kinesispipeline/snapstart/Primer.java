package io.kinesispipeline.snapstart;

import io.kinesispipeline.telemetry.LogLevel;
import io.kinesispipeline.telemetry.Telemetry;

/**
 * Runs steps of priming before a snapshot is taken. A step that fails is left out: the first
 * invocation after a restore is slower then, and the version is published all the same.
 */
public final class Primer {
  private final Telemetry telemetry;

  /**
   * Makes a primer.
   *
   * @param telemetry gets a line of level {@code WARN} for each step that fails
   */
  public Primer(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  /**
   * Runs a step.
   *
   * @param what what the step primes, as the log is to name it
   * @param step the step; a {@link RuntimeException} or a {@link LinkageError} ends it
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

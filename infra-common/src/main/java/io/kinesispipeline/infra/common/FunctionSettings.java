package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;

/**
 * What a user may choose about a function.
 *
 * @param code its jar
 * @param memoryMb 128 to 10,240
 * @param timeout 1 second to 15 minutes
 * @param architecture of the processors that it runs on
 * @param reservedConcurrency how many invocations at the same time it has for itself, and at most;
 *     empty where it shares what the account has
 * @param log what it logs
 * @param environment variables for it, beside those that its stack sets
 */
public record FunctionSettings(
    Code code,
    int memoryMb,
    Duration timeout,
    Architecture architecture,
    Optional<Integer> reservedConcurrency,
    LogSettings log,
    Map<String, String> environment) {

  /** Refuses what is missing and copies what could change. */
  public FunctionSettings {
    requireNonNull(code, "code");
    requireNonNull(timeout, "timeout");
    requireNonNull(architecture, "architecture");
    requireNonNull(reservedConcurrency, "reservedConcurrency");
    requireNonNull(log, "log");
    environment = Map.copyOf(environment);
  }

  /**
   * Settings without variables.
   *
   * @param code its jar
   * @param memoryMb 128 to 10,240
   * @param timeout 1 second to 15 minutes
   * @param architecture of the processors that it runs on
   * @param reservedConcurrency how many invocations at the same time it has for itself, and at most
   * @param log what it logs
   */
  public FunctionSettings(
      Code code,
      int memoryMb,
      Duration timeout,
      Architecture architecture,
      Optional<Integer> reservedConcurrency,
      LogSettings log) {
    this(code, memoryMb, timeout, architecture, reservedConcurrency, log, Map.of());
  }

  /**
   * The same settings with other variables.
   *
   * @param variables all of them, by their names
   * @return the settings
   */
  public FunctionSettings withEnvironment(Map<String, String> variables) {
    return new FunctionSettings(
        code, memoryMb, timeout, architecture, reservedConcurrency, log, variables);
  }
}

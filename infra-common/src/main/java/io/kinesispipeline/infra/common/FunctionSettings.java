package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;

/**
 * The settings of a function.
 *
 * @param code the jar
 * @param memoryMb the memory in MB, 128 to 10,240
 * @param timeout 1 second to 15 minutes
 * @param architecture the instruction set architecture
 * @param reservedConcurrency the reserved concurrency, which is also the maximum; empty to share
 *     the concurrency of the account
 * @param log the settings of its log
 * @param vpc the VPC that it is connected to; empty for none
 * @param environment environment variables in addition to those that its stack defines
 */
public record FunctionSettings(
    Code code,
    int memoryMb,
    Duration timeout,
    Architecture architecture,
    Optional<Integer> reservedConcurrency,
    LogSettings log,
    Optional<VpcSettings> vpc,
    Map<String, String> environment) {

  /** Rejects null components and copies the collections. */
  public FunctionSettings {
    requireNonNull(code, "code");
    requireNonNull(timeout, "timeout");
    requireNonNull(architecture, "architecture");
    requireNonNull(reservedConcurrency, "reservedConcurrency");
    requireNonNull(log, "log");
    requireNonNull(vpc, "vpc");
    environment = Map.copyOf(environment);
  }

  /**
   * Creates settings without a VPC or environment variables.
   *
   * @param code the jar
   * @param memoryMb the memory in MB, 128 to 10,240
   * @param timeout 1 second to 15 minutes
   * @param architecture the instruction set architecture
   * @param reservedConcurrency the reserved concurrency, which is also the maximum
   * @param log the settings of its log
   */
  public FunctionSettings(
      Code code,
      int memoryMb,
      Duration timeout,
      Architecture architecture,
      Optional<Integer> reservedConcurrency,
      LogSettings log) {
    this(
        code,
        memoryMb,
        timeout,
        architecture,
        reservedConcurrency,
        log,
        Optional.empty(),
        Map.of());
  }

  /**
   * Returns the same settings with other environment variables.
   *
   * @param variables all environment variables
   * @return the settings
   */
  public FunctionSettings withEnvironment(Map<String, String> variables) {
    return new FunctionSettings(
        code, memoryMb, timeout, architecture, reservedConcurrency, log, vpc, variables);
  }

  /**
   * Returns the same settings with another VPC.
   *
   * @param connected the VPC; empty for none
   * @return the settings
   */
  public FunctionSettings withVpc(Optional<VpcSettings> connected) {
    return new FunctionSettings(
        code, memoryMb, timeout, architecture, reservedConcurrency, log, connected, environment);
  }
}

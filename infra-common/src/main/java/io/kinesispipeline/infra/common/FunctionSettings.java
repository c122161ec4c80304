package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

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
 */
public record FunctionSettings(
    Code code,
    int memoryMb,
    Duration timeout,
    Architecture architecture,
    Optional<Integer> reservedConcurrency,
    LogSettings log) {

  /** Refuses what is missing. */
  public FunctionSettings {
    requireNonNull(code, "code");
    requireNonNull(timeout, "timeout");
    requireNonNull(architecture, "architecture");
    requireNonNull(reservedConcurrency, "reservedConcurrency");
    requireNonNull(log, "log");
  }
}

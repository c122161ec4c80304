package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.lambda.Code;

/**
 * What a user may choose about a function.
 *
 * @param code its jar
 * @param memoryMb 128 to 10,240
 * @param timeout 1 second to 15 minutes
 * @param logRetentionDays one of the values that <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html">CloudWatch
 *     Logs</a> takes
 * @param logRemoval what becomes of its log when its stack is destroyed
 */
public record FunctionSettings(
    Code code, int memoryMb, Duration timeout, int logRetentionDays, RemovalPolicy logRemoval) {

  /** Refuses what is missing. */
  public FunctionSettings {
    requireNonNull(code, "code");
    requireNonNull(timeout, "timeout");
    requireNonNull(logRemoval, "logRemoval");
  }
}

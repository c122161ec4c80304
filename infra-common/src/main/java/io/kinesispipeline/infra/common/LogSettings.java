package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;

/**
 * The settings of a function's log.
 *
 * @param jsonLevel the lowest level that is logged, in Lambda's JSON format; empty for plain text,
 *     which has no levels
 * @param payloads whether the log contains the content of events
 * @param retentionDays the retention, one of the values that <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html">CloudWatch
 *     Logs</a> accepts
 */
public record LogSettings(
    Optional<ApplicationLogLevel> jsonLevel, boolean payloads, int retentionDays) {

  /** Rejects null components. */
  public LogSettings {
    requireNonNull(jsonLevel, "jsonLevel");
  }
}

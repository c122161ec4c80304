package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;

/**
 * What a user may choose about a function's log.
 *
 * @param jsonLevel the least level that is written, in Lambda's JSON format; empty for plain text,
 *     which has no levels
 * @param payloads whether the events' content is in it
 * @param retentionDays one of the values that <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html">CloudWatch
 *     Logs</a> takes
 */
public record LogSettings(
    Optional<ApplicationLogLevel> jsonLevel, boolean payloads, int retentionDays) {

  /** Refuses what is missing. */
  public LogSettings {
    requireNonNull(jsonLevel, "jsonLevel");
  }
}

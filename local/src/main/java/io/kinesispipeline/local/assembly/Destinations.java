package io.kinesispipeline.local.assembly;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where a mapping or an asynchronous invocation sends what failed. */
final class Destinations {
  private static final Pattern KEPT = Pattern.compile("arn:[\\w-]+:(sqs|sns|s3):.+");

  private Destinations() {}

  /** The ARN of the queue, topic or bucket that takes failures, where there is one. */
  static Optional<String> onFailure(Properties properties) {
    Properties onFailure = properties.object("DestinationConfig").object("OnFailure");
    Optional<String> arn = onFailure.text("Destination");
    arn.filter(destination -> !KEPT.matcher(destination).matches())
        .ifPresent(
            destination -> {
              throw onFailure.error(
                  "Destination",
                  "must be the ARN of an SQS queue, an SNS topic or an S3 bucket here, was "
                      + destination);
            });
    return arn;
  }
}

package io.localstream.engine.source;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.AsyncInvocation;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.assembly.Deployment.Logging;
import io.localstream.engine.assembly.Deployment.StartingPosition;
import io.localstream.engine.assembly.Deployment.Stream;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.iam.policy.Role;
import io.localstream.engine.iam.policy.Statement;
import io.localstream.engine.iam.policy.Statement.Effect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds mappings with Lambda's defaults, from the names of the AWS documentation's examples. */
final class TestMapping {
  static final Duration RETENTION = Duration.ofHours(24);
  static final String STREAM_ARN = "arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream";
  static final Stream STREAM = new Stream("lambda-stream", STREAM_ARN, 1, RETENTION, 1 << 20);
  private static final Statement EVERYTHING =
      new Statement(Effect.ALLOW, List.of("*"), List.of("*"), List.of());
  static final Function FUNCTION =
      new Function(
          "myfunction",
          "arn:aws:lambda:us-east-2:123456789012:function:myfunction",
          "$LATEST",
          "example.Handler",
          Path.of("function.jar"),
          128,
          Duration.ofSeconds(3),
          Map.of(),
          false,
          Logging.text("/aws/lambda/myfunction"),
          false,
          new Role(
              "lambda-role", "arn:aws:iam::123456789012:role/lambda-role", List.of(EVERYTHING)),
          AsyncInvocation.DEFAULT,
          Deployment.Function.UNRESERVED);

  private boolean enabled = true;
  private int batchSize = 100;
  private Duration window = Duration.ZERO;
  private StartingPosition position = StartingPosition.TRIM_HORIZON;
  private Instant timestamp;
  private int parallelizationFactor = 1;
  private int maximumRetryAttempts = -1;
  private Duration maximumRecordAge;
  private boolean bisect;
  private boolean reportBatchItemFailures;
  private String onFailure;
  private List<String> filters = List.of();
  private boolean countsEvents = true;

  static TestMapping mapping() {
    return new TestMapping();
  }

  TestMapping disabled() {
    enabled = false;
    return this;
  }

  TestMapping batchSize(int size) {
    batchSize = size;
    return this;
  }

  TestMapping window(Duration value) {
    window = value;
    return this;
  }

  TestMapping latest() {
    position = StartingPosition.LATEST;
    return this;
  }

  TestMapping atTimestamp(Instant value) {
    position = StartingPosition.AT_TIMESTAMP;
    timestamp = value;
    return this;
  }

  TestMapping parallelizationFactor(int factor) {
    parallelizationFactor = factor;
    return this;
  }

  TestMapping maximumRetryAttempts(int attempts) {
    maximumRetryAttempts = attempts;
    return this;
  }

  TestMapping maximumRecordAge(Duration age) {
    maximumRecordAge = age;
    return this;
  }

  TestMapping bisectBatchOnFunctionError() {
    bisect = true;
    return this;
  }

  TestMapping reportBatchItemFailures() {
    reportBatchItemFailures = true;
    return this;
  }

  TestMapping onFailure(String arn) {
    onFailure = arn;
    return this;
  }

  TestMapping filters(String... patterns) {
    filters = List.of(patterns);
    return this;
  }

  /** Returns a role that allows everything. */
  static AccessControl access() {
    return new AccessControl(
        new Deployment(
            "us-east-2",
            "123456789012",
            List.of(),
            List.of(STREAM),
            List.of(),
            List.of(FUNCTION),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of()));
  }

  TestMapping withoutEventCounts() {
    countsEvents = false;
    return this;
  }

  EventSourceMapping build() {
    return new EventSourceMapping(
        "f89f8514-cdd9-4602-9e1f-01a5b77d449b",
        STREAM.name(),
        STREAM_ARN,
        Optional.empty(),
        FUNCTION.name(),
        FUNCTION.invokedArn(),
        enabled,
        batchSize,
        window,
        position,
        Optional.ofNullable(timestamp),
        parallelizationFactor,
        maximumRetryAttempts,
        Optional.ofNullable(maximumRecordAge),
        bisect,
        reportBatchItemFailures,
        Optional.ofNullable(onFailure),
        filters,
        countsEvents);
  }
}

package io.kinesispipeline.infra.app;

import io.kinesispipeline.infra.producer.StreamNameLookup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.lambda.StartingPosition;

/** All settings of the pipeline, with their ranges and their defaults. */
final class Settings {
  private static final List<Setting<?>> DECLARED = new ArrayList<>();

  static final Setting<String> STREAM_NAME =
      text(
          "streamName",
          Pattern.compile("[a-zA-Z0-9_.-]{1,128}").asMatchPredicate(),
          "1 to 128 letters, digits, dots, hyphens and underscores",
          "MyStream",
          "Name of the stream");

  static final Setting<Integer> SHARD_COUNT =
      integer("shardCount", 1, 500, 1, "Shards of the stream: each takes 1 MiB or 1,000 records/s");

  static final Setting<Integer> RETENTION_HOURS =
      integer("retentionHours", 24, 8760, 24, "How long a record stays readable");

  static final Setting<String> SCHEDULE =
      text(
          "schedule",
          ScheduleExpression::isValid,
          "rate(1 minute), rate(<n> minutes|hours|days) or cron(<six fields>)",
          "rate(5 minutes)",
          "When the producer is invoked");

  static final Setting<Integer> EVENTS_PER_INVOCATION =
      integer(
          "eventsPerInvocation", 1, 10_000, 1, "Events that an invocation of the producer makes");

  static final Setting<StreamNameLookup> STREAM_NAME_LOOKUP =
      choice(
          "streamNameLookup",
          Map.of("deploy", StreamNameLookup.DEPLOY, "runtime", StreamNameLookup.RUNTIME),
          "deploy",
          "Whether the producer gets the stream's name from its stack or reads it from SSM itself");

  static final Setting<Integer> PRODUCER_MEMORY_MB =
      integer("producerMemoryMb", 128, 10_240, 512, "Memory of the producer");

  static final Setting<Integer> PRODUCER_TIMEOUT_SECONDS =
      integer("producerTimeoutSeconds", 1, 900, 60, "Timeout of the producer");

  static final Setting<Integer> PRODUCER_RETRY_ATTEMPTS =
      integer("producerRetryAttempts", 0, 2, 2, "How often a failed invocation is tried again");

  static final Setting<Integer> PRODUCER_MAXIMUM_EVENT_AGE_SECONDS =
      integer(
          "producerMaximumEventAgeSeconds",
          60,
          21_600,
          21_600,
          "Age at which a scheduled event is no longer tried but goes to the dead-letter queue");

  static final Setting<Integer> CONSUMER_MEMORY_MB =
      integer("consumerMemoryMb", 128, 10_240, 512, "Memory of the consumer");

  static final Setting<Integer> CONSUMER_TIMEOUT_SECONDS =
      integer("consumerTimeoutSeconds", 1, 900, 10, "Timeout of the consumer");

  static final Setting<Integer> BATCH_SIZE =
      integer("batchSize", 1, 10_000, 5, "The most records in an invocation of the consumer");

  static final Setting<Integer> BATCHING_WINDOW_SECONDS =
      integer("batchingWindowSeconds", 0, 300, 0, "How long to wait for a full batch");

  static final Setting<Integer> PARALLELIZATION_FACTOR =
      integer("parallelizationFactor", 1, 10, 1, "Concurrent batches a shard");

  static final Setting<StartingPosition> STARTING_POSITION =
      choice(
          "startingPosition",
          Map.of("TRIM_HORIZON", StartingPosition.TRIM_HORIZON, "LATEST", StartingPosition.LATEST),
          "TRIM_HORIZON",
          "Where the consumer begins on a shard that it has never read");

  static final Setting<Integer> MAXIMUM_RETRY_ATTEMPTS =
      integer(
          "maximumRetryAttempts",
          -1,
          10_000,
          3,
          "How often a failed batch is tried again; -1: until its records are too old");

  static final Setting<Integer> MAXIMUM_RECORD_AGE_SECONDS =
      integer(
          "maximumRecordAgeSeconds",
          60,
          604_800,
          82_800,
          "Age at which a record is no longer tried but kept as failed; below the retention");

  static final Setting<Integer> FAILURE_RETENTION_DAYS =
      integer("failureRetentionDays", 1, 3650, 90, "How long failed records are kept");

  static final Setting<Optional<String>> FAILURE_KEY_ARN =
      optionalText(
          "failureKeyArn",
          Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[a-zA-Z0-9-]+"),
          "the ARN of a KMS key",
          "Key that encrypts what failed, in place of SQS's and S3's own; its policy must let"
              + " events.amazonaws.com call kms:Decrypt and kms:GenerateDataKey");

  static final Setting<Integer> LOG_RETENTION_DAYS =
      integer(
          "logRetentionDays",
          List.of(
              1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
              2922, 3288, 3653),
          7,
          "How long the functions' logs are kept");

  static final Setting<RemovalPolicy> REMOVAL_POLICY =
      choice(
          "removalPolicy",
          Map.of("destroy", RemovalPolicy.DESTROY, "retain", RemovalPolicy.RETAIN),
          "destroy",
          "What becomes of the stream and the logs when their stack is destroyed");

  /** All of them, in the order in which they are declared. */
  static final List<Setting<?>> ALL = Collections.unmodifiableList(DECLARED);

  private Settings() {}

  private static Setting<Integer> integer(
      String name, int minimum, int maximum, int defaultValue, String description) {
    return integer(
        name,
        value -> value >= minimum && value <= maximum,
        minimum + " to " + maximum,
        defaultValue,
        description);
  }

  private static Setting<Integer> integer(
      String name, List<Integer> values, int defaultValue, String description) {
    return integer(
        name,
        values::contains,
        "one of " + values.toString().replaceAll("[\\[\\]]", ""),
        defaultValue,
        description);
  }

  private static Setting<Integer> integer(
      String name, IntPredicate valid, String range, int defaultValue, String description) {
    return declare(
        new Setting<>(
            name,
            Integer.class,
            range,
            text -> parseInteger(text).filter(valid::test),
            defaultValue,
            description));
  }

  private static Optional<Integer> parseInteger(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Setting<String> text(
      String name, Predicate<String> valid, String range, String defaultValue, String description) {
    return declare(
        new Setting<>(
            name,
            String.class,
            range,
            text -> Optional.of(text).filter(valid),
            defaultValue,
            description));
  }

  private static Setting<Optional<String>> optionalText(
      String name, Pattern pattern, String range, String description) {
    return declare(
        new Setting<>(
            name,
            String.class,
            range,
            text -> Optional.of(text).filter(pattern.asMatchPredicate()).map(Optional::of),
            Optional.empty(),
            description));
  }

  private static <T> Setting<T> choice(
      String name, Map<String, T> choices, String defaultChoice, String description) {
    return declare(
        new Setting<>(
            name,
            String.class,
            String.join(" or ", choices.keySet().stream().sorted().toList()),
            text -> Optional.ofNullable(choices.get(text)),
            choices.get(defaultChoice),
            description));
  }

  private static <T> Setting<T> declare(Setting<T> setting) {
    DECLARED.add(setting);
    return setting;
  }
}

package io.kinesispipeline.infra.app;

import io.kinesispipeline.infra.common.DeploymentConfiguration;
import io.kinesispipeline.infra.producer.ProducerSchedule;
import io.kinesispipeline.infra.producer.StreamNameLookup;
import io.kinesispipeline.model.Names;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.StartingPosition;

/** All settings of the pipeline, with their ranges and their defaults. */
final class Settings {
  private static final SettingDeclarations DECLARATIONS = new SettingDeclarations();

  static final Setting<String> STREAM_NAME =
      DECLARATIONS.text(
          "streamName",
          Pattern.compile("[a-zA-Z0-9_.-]{1,128}"),
          "1 to 128 letters, digits, dots, hyphens and underscores",
          Names.STREAM,
          "Name of the stream; the stage is appended to it");

  static final Setting<StreamMode> STREAM_MODE =
      DECLARATIONS.choice(
          "streamMode",
          Map.of("provisioned", StreamMode.PROVISIONED, "on-demand", StreamMode.ON_DEMAND),
          "provisioned",
          "Capacity mode of the stream: provisioned shards, or capacity that follows the load");

  static final Setting<Integer> SHARD_COUNT =
      DECLARATIONS.integer(
          "shardCount",
          1,
          500,
          1,
          "Number of shards of a provisioned stream; each shard accepts 1 MiB and 1,000 records per"
              + " second");

  static final Setting<Integer> RETENTION_HOURS =
      DECLARATIONS.integer("retentionHours", 24, 8760, 24, "How long the stream keeps a record");

  static final Setting<Integer> MAX_RECORD_SIZE_KB =
      DECLARATIONS.integer(
          "maxRecordSizeKb",
          1024,
          10_240,
          1024,
          "Maximum size of a record's data and partition key together, in KiB; the consumer"
              + " receives records of up to about 4.5 MiB, and larger ones go to the failure"
              + " bucket");

  static final Setting<Optional<String>> ENCRYPTION_KEY_ARN =
      DECLARATIONS.optionalText(
          "encryptionKeyArn",
          Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[a-zA-Z0-9-]+"),
          "the ARN of a KMS key",
          "Your key for the stream, the queue, the bucket, the logs, the alarms' topics and the"
              + " functions' environment variables, instead of keys that AWS owns");

  static final Setting<ProducerSchedule> SCHEDULE =
      DECLARATIONS.declare(
          "schedule",
          "rate(1 minute), rate(<n> minutes|hours|days) or cron(<six fields>) with valid fields",
          SettingDeclarations.ofType(String.class, ScheduleExpression::parse),
          ScheduleExpression::parse,
          "rate(5 minutes)",
          "When the producer is invoked");

  static final Setting<Integer> EVENTS_PER_INVOCATION =
      DECLARATIONS.integer(
          "eventsPerInvocation",
          1,
          10_000,
          1,
          "Number of events that one invocation of the producer sends");

  static final Setting<StreamNameLookup> STREAM_NAME_LOOKUP =
      DECLARATIONS.choice(
          "streamNameLookup",
          Map.of("deploy", StreamNameLookup.DEPLOY, "runtime", StreamNameLookup.RUNTIME),
          "deploy",
          "When the producer gets the stream's name: in an environment variable at deployment, or"
              + " from SSM at runtime");

  static final Setting<Integer> PRODUCER_MEMORY_MB =
      DECLARATIONS.integer("producerMemoryMb", 128, 10_240, 512, "Memory of the producer");

  static final Setting<Integer> PRODUCER_TIMEOUT_SECONDS =
      DECLARATIONS.integer("producerTimeoutSeconds", 1, 900, 60, "Timeout of the producer");

  static final Setting<Integer> PRODUCER_RETRY_ATTEMPTS =
      DECLARATIONS.integer(
          "producerRetryAttempts",
          0,
          2,
          2,
          "How often Lambda retries a failed invocation of the producer");

  static final Setting<Integer> PRODUCER_MAXIMUM_EVENT_AGE_SECONDS =
      DECLARATIONS.integer(
          "producerMaximumEventAgeSeconds",
          60,
          21_600,
          21_600,
          "Age at which a scheduled event is no longer retried and goes to the dead-letter queue");

  static final Setting<Integer> BATCH_SIZE =
      DECLARATIONS.integer(
          "batchSize", 1, 10_000, 5, "Maximum number of records in one invocation of the consumer");

  static final Setting<Integer> BATCHING_WINDOW_SECONDS =
      DECLARATIONS.integer(
          "batchingWindowSeconds",
          0,
          300,
          0,
          "How long the event source mapping waits to fill a batch");

  static final Setting<Integer> PARALLELIZATION_FACTOR =
      DECLARATIONS.integer(
          "parallelizationFactor", 1, 10, 1, "Number of concurrent batches per shard");

  static final Setting<StartingPosition> STARTING_POSITION =
      DECLARATIONS.choice(
          "startingPosition",
          Map.of(
              "TRIM_HORIZON",
              StartingPosition.TRIM_HORIZON,
              "LATEST",
              StartingPosition.LATEST,
              "AT_TIMESTAMP",
              StartingPosition.AT_TIMESTAMP),
          "TRIM_HORIZON",
          "Where the consumer starts on a shard that it has not read yet; a change needs two"
              + " deployments, see eventSourceMapping");

  static final Setting<Optional<Instant>> STARTING_POSITION_TIMESTAMP =
      DECLARATIONS.optionalInstant(
          "startingPositionTimestamp",
          "Arrival time of the first record that the consumer reads; required with AT_TIMESTAMP and"
              + " not allowed otherwise; not in the future");

  static final Setting<List<String>> FILTER_PATTERNS =
      DECLARATIONS.declare(
          "filterPatterns",
          "a list of at most 10 event patterns on data, each an object or a JSON text",
          FilterPatterns::fromJson,
          FilterPatterns::fromText,
          List.of(),
          "Event patterns that select the records that the consumer receives; without patterns, it"
              + " receives all; more than five patterns need a quota increase");

  static final Setting<Boolean> EVENT_SOURCE_MAPPING =
      DECLARATIONS.flag(
          "eventSourceMapping",
          true,
          "Whether the consumer's event source mapping exists; to change startingPosition, deploy"
              + " first with false, which deletes the mapping, and then with true");

  static final Setting<Integer> MAXIMUM_RETRY_ATTEMPTS =
      DECLARATIONS.integer(
          "maximumRetryAttempts",
          -1,
          10_000,
          3,
          "How often a failed batch is retried; -1 means until its records reach"
              + " maximumRecordAgeSeconds");

  static final Setting<Integer> MAXIMUM_RECORD_AGE_SECONDS =
      DECLARATIONS.integer(
          "maximumRecordAgeSeconds",
          60,
          604_800,
          82_800,
          "Age at which a record is no longer retried and goes to the failure bucket; must be below"
              + " the retention");

  static final Setting<Boolean> ENHANCED_FAN_OUT =
      DECLARATIONS.flag(
          "enhancedFanOut",
          false,
          "Whether the consumer reads with enhanced fan-out: its own 2 MiB per second and shard; a"
              + " change creates a new event source mapping, which starts at startingPosition"
              + " again");

  static final Setting<Integer> CONSUMER_MEMORY_MB =
      DECLARATIONS.integer("consumerMemoryMb", 128, 10_240, 512, "Memory of the consumer");

  static final Setting<Integer> CONSUMER_TIMEOUT_SECONDS =
      DECLARATIONS.integer("consumerTimeoutSeconds", 1, 900, 10, "Timeout of the consumer");

  static final Setting<Optional<Integer>> CONSUMER_RESERVED_CONCURRENCY =
      DECLARATIONS.optionalInteger(
          "consumerReservedConcurrency",
          1,
          10_000,
          "Reserved concurrency of the consumer, which is also its maximum");

  static final Setting<DeploymentConfiguration> DEPLOYMENT =
      DECLARATIONS.choice(
          "deployment",
          Arrays.stream(DeploymentConfiguration.values())
              .collect(
                  Collectors.toMap(
                      DeploymentConfiguration::settingName, configuration -> configuration)),
          DeploymentConfiguration.ALL_AT_ONCE.settingName(),
          "How a deployment moves the consumer to a new version: all at once, or in steps that its"
              + " alarms stop");

  static final Setting<Integer> FAILURE_RETENTION_DAYS =
      DECLARATIONS.integer(
          "failureRetentionDays",
          1,
          3650,
          90,
          "How long the failure bucket keeps failed records; you can restore deleted and expired"
              + " ones for 7 days");

  static final Setting<Architecture> ARCHITECTURE =
      DECLARATIONS.choice(
          "architecture",
          Map.of("arm64", Architecture.ARM_64, "x86_64", Architecture.X86_64),
          "arm64",
          "Instruction set architecture of the functions");

  static final Setting<List<String>> SUBNET_IDS =
      DECLARATIONS.texts(
          "subnetIds",
          Pattern.compile("subnet-[0-9a-f]{8,17}"),
          16,
          "a list of at most 16 IDs of subnets",
          "Subnets that the functions are connected to; on the command line, separated by commas");

  static final Setting<List<String>> SECURITY_GROUP_IDS =
      DECLARATIONS.texts(
          "securityGroupIds",
          Pattern.compile("sg-[0-9a-f]{8,17}"),
          5,
          "a list of at most 5 IDs of security groups",
          "Security groups of the functions in their subnets; required with subnetIds and not"
              + " allowed otherwise");

  static final Setting<LoggingFormat> LOG_FORMAT =
      DECLARATIONS.choice(
          "logFormat",
          Map.of("JSON", LoggingFormat.JSON, "TEXT", LoggingFormat.TEXT),
          "JSON",
          "Format of the functions' logs");

  static final Setting<ApplicationLogLevel> LOG_LEVEL =
      DECLARATIONS.choice(
          "logLevel",
          Arrays.stream(ApplicationLogLevel.values())
              .collect(Collectors.toMap(ApplicationLogLevel::name, level -> level)),
          "INFO",
          "Lowest level that the functions log, with logFormat JSON; metrics are written at every"
              + " level");

  static final Setting<Boolean> LOG_PAYLOADS =
      DECLARATIONS.flag("logPayloads", true, "Whether the logs contain the content of the events");

  static final Setting<Integer> LOG_RETENTION_DAYS =
      DECLARATIONS.integer(
          "logRetentionDays",
          List.of(
              1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
              2922, 3288, 3653),
          7,
          "How long CloudWatch Logs keeps the functions' logs");

  static final Setting<Integer> CONSUMER_LATENCY_ALARM_SECONDS =
      DECLARATIONS.integer(
          "consumerLatencyAlarmSeconds",
          10,
          604_800,
          300,
          "Iterator age at which the latency alarm of the consumer fires");

  static final Setting<Optional<String>> ALARM_EMAIL =
      DECLARATIONS.optionalText(
          "alarmEmail",
          Pattern.compile("[^@\\s]{1,64}@[^@\\s]+\\.[^@\\s.]+"),
          "an e-mail address",
          "Address that receives alarm notifications, after it confirms the subscription");

  static final Setting<RemovalPolicy> REMOVAL_POLICY =
      DECLARATIONS.choice(
          "removalPolicy",
          Map.of(
              "destroy",
              RemovalPolicy.DESTROY,
              "retain",
              // Resources that a failed first deployment left behind would make the next deployment
              // fail.
              RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE),
          "destroy",
          "Whether the stream, its parameters and the logs are deleted with their stack");

  static final Setting<Boolean> TERMINATION_PROTECTION =
      DECLARATIONS.flag(
          "terminationProtection", false, "Whether the stacks are protected from deletion");

  static final Setting<Map<String, String>> TAGS =
      DECLARATIONS.declare(
          "tags",
          "an object of at most 50 tags: keys of 1 to 128 characters, not beginning with aws:, and"
              + " values of at most 256; letters, digits, spaces and _.:/=+-@",
          Tags::parse,
          // The command line sets each tag by its own path.
          text -> Optional.empty(),
          Map.of(),
          "Tags of all resources; on the command line, -c pipeline.tags.team=events");

  /** All settings, in the order of their declaration. */
  static final List<Setting<?>> ALL = DECLARATIONS.all();

  private Settings() {}
}

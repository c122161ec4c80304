package io.kinesispipeline.infra.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesispipeline.infra.common.Stage;
import io.kinesispipeline.infra.producer.ProducerSchedule;
import io.kinesispipeline.infra.producer.StreamNameLookup;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.lambda.StartingPosition;

class PipelineConfigTest {
  private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/12ab-34cd";

  @Test
  void shouldUseDefaults_whenNothingIsSet() {
    PipelineConfig config = PipelineConfigReader.read(Map.of());

    assertDefaults(config);
    assertThat(config.stage()).isEqualTo(Stage.NONE);
  }

  @Test
  void shouldAcceptDefaults_whenSetExplicitly() {
    assertDefaults(
        fromFile(
            Settings.ALL.stream().collect(Collectors.toMap(Setting::name, Setting::defaultJson))));
  }

  private static void assertDefaults(PipelineConfig config) {
    assertThat(Settings.ALL)
        .isNotEmpty()
        .allSatisfy(
            // Compares texts, because CDK durations have no equals method.
            setting ->
                assertThat(config.get(setting)).hasToString(setting.defaultValue().toString()));
  }

  @Test
  void shouldReserveConcurrency_unlessCommandLineRemovesIt() {
    Map<String, ?> file = Map.of("pipeline", Map.of("consumerReservedConcurrency", 20));
    Map<String, Object> overridden = new HashMap<>(file);
    overridden.put("pipeline.consumerReservedConcurrency", "");

    assertThat(PipelineConfigReader.read(file).get(Settings.CONSUMER_RESERVED_CONCURRENCY))
        .hasValue(20);
    assertThat(PipelineConfigReader.read(overridden).get(Settings.CONSUMER_RESERVED_CONCURRENCY))
        .isEmpty();
    assertThatThrownBy(() -> fromFile(Map.of("consumerReservedConcurrency", "many")))
        .hasMessage(
            "pipeline.consumerReservedConcurrency must be 1 to 10000, was \"many\" (cdk.json)");
  }

  @Test
  void shouldReadFile() {
    PipelineConfig config =
        fromFile(
            Map.of(
                "shardCount",
                500,
                "removalPolicy",
                "retain",
                "streamNameLookup",
                "runtime",
                "encryptionKeyArn",
                KEY,
                "startingPosition",
                "LATEST"));

    assertThat(config.get(Settings.SHARD_COUNT)).isEqualTo(500);
    assertThat(config.get(Settings.REMOVAL_POLICY))
        .isEqualTo(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    assertThat(config.get(Settings.STREAM_NAME_LOOKUP)).isEqualTo(StreamNameLookup.RUNTIME);
    assertThat(config.get(Settings.ENCRYPTION_KEY_ARN)).hasValue(KEY);
    assertThat(config.get(Settings.STARTING_POSITION)).isEqualTo(StartingPosition.LATEST);
  }

  @Test
  void shouldPreferCommandLineToFile() {
    PipelineConfig config =
        PipelineConfigReader.read(
            Map.of("pipeline", Map.of("shardCount", 0), "pipeline.shardCount", "2"));

    assertThat(config.get(Settings.SHARD_COUNT)).isEqualTo(2);
  }

  @Test
  void shouldIgnoreOtherContextKeys() {
    assertThat(PipelineConfigReader.read(Map.of("@aws-cdk/core:flag", true, "pipelines.x", "1")))
        .isEqualTo(PipelineConfigReader.read(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "shardCount, 0, 1 to 500",
    "shardCount, 501, 1 to 500",
    "retentionHours, 23, 24 to 8760",
    "maxRecordSizeKb, 1023, 1024 to 10240",
    "maxRecordSizeKb, 10241, 1024 to 10240",
    "retentionHours, 8761, 24 to 8760",
    "eventsPerInvocation, 10001, 1 to 10000",
    "batchSize, 0, 1 to 10000",
    "batchingWindowSeconds, -1, 0 to 300",
    "batchingWindowSeconds, 301, 0 to 300",
    "parallelizationFactor, 11, 1 to 10",
    "maximumRetryAttempts, -2, -1 to 10000",
    "maximumRecordAgeSeconds, 59, 60 to 604800",
    "producerMemoryMb, 127, 128 to 10240",
    "consumerTimeoutSeconds, 901, 1 to 900",
    "producerRetryAttempts, 3, 0 to 2",
    "producerMaximumEventAgeSeconds, 21601, 60 to 21600",
    "producerTimeoutSeconds, 0, 1 to 900",
    "consumerMemoryMb, 10241, 128 to 10240",
    "failureRetentionDays, 3651, 1 to 3650",
    "consumerLatencyAlarmSeconds, 9, 10 to 604800",
    "consumerReservedConcurrency, 0, 1 to 10000",
    "consumerReservedConcurrency, 10001, 1 to 10000",
  })
  void shouldNameRangeValueAndSource_whenNumberIsOutOfRange(String name, int value, String range) {
    assertThatThrownBy(() -> fromFile(Map.of(name, value)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("pipeline.%s must be %s, was %d (cdk.json)", name, range, value);
    assertThatThrownBy(() -> fromCommandLine(name, String.valueOf(value)))
        .hasMessage("pipeline.%s must be %s, was %d (-c)", name, range, value);
  }

  @ParameterizedTest
  @CsvSource({
    "streamName, my stream, '1 to 128 letters, digits, dots, hyphens and underscores'",
    "schedule, rate(1 minutes), 'rate(1 minute), rate(<n> minutes|hours|days) or cron(<six fields>)"
        + " with valid fields'",
    "startingPosition, OLDEST, AT_TIMESTAMP or LATEST or TRIM_HORIZON",
    "startingPositionTimestamp, 2026-01-31T08:00:00, 'a date and time in ISO 8601 with an offset,"
        + " as in 2026-01-31T08:00:00Z'",
    "startingPositionTimestamp, 1748864964, 'a date and time in ISO 8601 with an offset, as in"
        + " 2026-01-31T08:00:00Z'",
    "startingPositionTimestamp, 1969-12-31T23:59:59Z, 'a date and time in ISO 8601 with an offset,"
        + " as in 2026-01-31T08:00:00Z'",
    "removalPolicy, keep, destroy or retain",
    "subnetIds, subnet-1, a list of at most 16 IDs of subnets",
    "securityGroupIds, 'sg-0123456789abcdef0,', a list of at most 5 IDs of security groups",
    "deployment, canary-10-percent, all-at-once or canary-10-percent-10-minutes or"
        + " canary-10-percent-15-minutes or canary-10-percent-30-minutes or"
        + " canary-10-percent-5-minutes or linear-10-percent-every-1-minute or"
        + " linear-10-percent-every-10-minutes or linear-10-percent-every-2-minutes or"
        + " linear-10-percent-every-3-minutes",
    "streamNameLookup, DEPLOY, deploy or runtime",
    "encryptionKeyArn, alias/mine, the ARN of a KMS key",
    "streamMode, ondemand, on-demand or provisioned",
    "architecture, arm, arm64 or x86_64",
    "logFormat, json, JSON or TEXT",
    "logLevel, WARNING, DEBUG or ERROR or FATAL or INFO or TRACE or WARN",
    "alarmEmail, on-call, an e-mail address",
    "alarmEmail, a b@example.com, an e-mail address",
  })
  void shouldNameChoicesValueAndSource_whenTextIsNotAmongThem(
      String name, String value, String range) {
    assertThatThrownBy(() -> fromFile(Map.of(name, value)))
        .hasMessage("pipeline.%s must be %s, was \"%s\" (cdk.json)", name, range, value);
    assertThatThrownBy(() -> fromCommandLine(name, value))
        .hasMessage("pipeline.%s must be %s, was %s (-c)", name, range, value);
  }

  @Test
  void shouldRejectLogRetention_whenCloudWatchDoesNotSupportIt() {
    assertThatThrownBy(() -> fromFile(Map.of("logRetentionDays", 8)))
        .hasMessageStartingWith("pipeline.logRetentionDays must be one of 1, 3, 5, 7, 14,")
        .hasMessageEndingWith(", was 8 (cdk.json)");
  }

  @Test
  void shouldRejectValues_whenTheirTypeIsWrong() {
    assertThatThrownBy(() -> fromFile(Map.of("shardCount", "2")))
        .hasMessage("pipeline.shardCount must be 1 to 500, was \"2\" (cdk.json)");
    assertThatThrownBy(() -> fromFile(Map.of("shardCount", 2.5)))
        .hasMessage("pipeline.shardCount must be 1 to 500, was 2.5 (cdk.json)");
    assertThatThrownBy(() -> fromFile(Map.of("shardCount", 3_000_000_000L)))
        .hasMessage("pipeline.shardCount must be 1 to 500, was 3000000000 (cdk.json)");
    assertThatThrownBy(() -> fromFile(Map.of("shardCount", List.of(1))))
        .hasMessage("pipeline.shardCount must be 1 to 500, was [1] (cdk.json)");
    assertThatThrownBy(() -> fromFile(Map.of("removalPolicy", true)))
        .hasMessage("pipeline.removalPolicy must be destroy or retain, was true (cdk.json)");
    assertThatThrownBy(() -> fromCommandLine("shardCount", "two"))
        .hasMessage("pipeline.shardCount must be 1 to 500, was two (-c)");
    assertThatThrownBy(() -> fromCommandLine("shardCount", ""))
        .hasMessage("pipeline.shardCount must be 1 to 500, was \"\" (-c)");
  }

  @Test
  void shouldRejectSettings_whenTheyAreNotAnObject() {
    assertThatThrownBy(() -> PipelineConfigReader.read(Map.of("pipeline", "shardCount=2")))
        .hasMessage("pipeline must be an object with settings, was \"shardCount=2\" (cdk.json)");
  }

  @Test
  void shouldRejectFlags_whenTheyAreNotBooleans() {
    for (String name :
        List.of("enhancedFanOut", "eventSourceMapping", "logPayloads", "terminationProtection")) {
      assertThatThrownBy(() -> fromFile(Map.of(name, "true")))
          .hasMessage("pipeline.%s must be true or false, was \"true\" (cdk.json)", name);
      assertThatThrownBy(() -> fromCommandLine(name, "yes"))
          .hasMessage("pipeline.%s must be true or false, was yes (-c)", name);
    }
    assertThat(fromCommandLine("enhancedFanOut", "true").get(Settings.ENHANCED_FAN_OUT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cron(0 12 * * ? 1900)",
        "cron(0 24 * * ? *)",
        "cron(60 12 * * ? *)",
        "cron(0 12 31 13 ? *)",
        "cron(0 12 * * * *)",
        "cron(0 12 ? * ? *)",
        "cron(0 12 * * ?)",
        "rate(0 minutes)",
        "rate(1 minutes)",
        "rate(5 minute)",
        "rate(5 seconds)",
        "every 5 minutes",
      })
  void shouldRejectSchedule_whenEventBridgeDoesNotAcceptIt(String schedule) {
    assertThatThrownBy(() -> fromFile(Map.of("schedule", schedule)))
        .hasMessageStartingWith("pipeline.schedule must be rate(1 minute)")
        .hasMessageEndingWith(", was \"" + schedule + "\" (cdk.json)");
  }

  @ParameterizedTest
  @CsvSource({
    "rate(1 minute), 1, 1",
    "rate(36 hours), 2160, 2160",
    "rate(2 days), 2880, 2880",
    "cron(0/5 * * * ? *), 5, 5",
    "cron(0/5 8-17 ? * MON-FRI *), 5, 3725",
    "'cron(0 6,18 * * ? *)', 720, 720",
    "'cron(0 23,1 * * ? *)', 120, 1320",
    "cron(0 6 * * ? *), 1440, 1440",
    "cron(0 9 ? * MON *), 10080, 10080",
    "cron(0 6 1 * ? *), 41760, 44640",
  })
  void shouldCalculateIntervalsOfSchedule(String schedule, int shortest, int longest) {
    ProducerSchedule parsed = fromFile(Map.of("schedule", schedule)).get(Settings.SCHEDULE);
    assertThat(parsed.shortestInterval())
        .hasValueSatisfying(interval -> assertThat(interval.toMinutes()).isEqualTo(shortest));
    assertThat(parsed.longestInterval())
        .hasValueSatisfying(interval -> assertThat(interval.toMinutes()).isEqualTo(longest));
  }

  @Test
  void shouldHaveNoInterval_whenScheduleEnds() {
    ProducerSchedule ends =
        fromFile(Map.of("schedule", "cron(0 6 * * ? 2030)")).get(Settings.SCHEDULE);

    assertThat(ends.shortestInterval()).isEmpty();
    assertThat(ends.longestInterval()).isEmpty();
    assertThat(ends.supportsHeartbeat()).isFalse();
  }

  @Test
  void shouldMergeTagsOfCommandLineAndFile() {
    PipelineConfig config =
        PipelineConfigReader.read(
            Map.of(
                "pipeline",
                Map.of("tags", Map.of("team", "events", "cost", "1")),
                "pipeline.tags.team",
                "orders"));

    assertThat(config.get(Settings.TAGS))
        .containsExactlyInAnyOrderEntriesOf(Map.of("team", "orders", "cost", "1"));
  }

  @Test
  void shouldRejectTags_whenAwsDoesNotAcceptThem() {
    for (Object tags :
        List.of(
            "team=events",
            Map.of("aws:team", "events"),
            Map.of("", "events"),
            Map.of("team", 1),
            Map.of("team", "<events>"),
            Map.of("team", "x".repeat(257)))) {
      assertThatThrownBy(() -> fromFile(Map.of("tags", tags)))
          .hasMessageStartingWith("pipeline.tags must be an object of at most 50 tags")
          .hasMessageEndingWith(" (cdk.json)");
    }
    assertThatThrownBy(() -> PipelineConfigReader.read(Map.of("pipeline.tags.team", "<>")))
        .hasMessageEndingWith(", was {team=<>} (cdk.json and -c)");
  }

  @Test
  void shouldRejectLogLevel_whenLogsAreText() {
    assertThatThrownBy(() -> fromFile(Map.of("logFormat", "TEXT", "logLevel", "WARN")))
        .hasMessage(
            "pipeline.logLevel must be INFO when pipeline.logFormat is TEXT, because text logs have"
                + " no levels, was \"WARN\" (cdk.json)");
  }

  @Test
  void shouldPreferStageToDefaults_andCommandLineToBoth() {
    Map<String, ?> pipeline =
        Map.of(
            "shardCount",
            2,
            "batchSize",
            10,
            "stages",
            Map.of("dev", Map.of("shardCount", 3, "batchSize", 20)));

    PipelineConfig config =
        PipelineConfigReader.read(
            Map.of("pipeline", pipeline, "stage", "dev", "pipeline.batchSize", "30"));

    assertThat(config.stage()).isEqualTo(new Stage("dev"));
    assertThat(config.get(Settings.SHARD_COUNT)).isEqualTo(3);
    assertThat(config.get(Settings.BATCH_SIZE)).isEqualTo(30);
    assertThat(PipelineConfigReader.read(Map.of("pipeline", pipeline)).get(Settings.SHARD_COUNT))
        .isEqualTo(2);
  }

  @Test
  void shouldAcceptAnyStage_whenNoneIsListed() {
    assertThat(PipelineConfigReader.read(Map.of("stage", "dev")).stage())
        .isEqualTo(new Stage("dev"));
  }

  @Test
  void shouldNamePathOfStage_whenItsSettingIsWrong() {
    assertThatThrownBy(
            () ->
                PipelineConfigReader.read(
                    Map.of(
                        "stage",
                        "dev",
                        "pipeline",
                        Map.of("stages", Map.of("dev", Map.of("shardCount", 0, "shard", 1))))))
        .hasMessageContaining("pipeline.stages.dev.shardCount must be 1 to 500, was 0 (cdk.json)")
        .hasMessageContaining("pipeline.stages.dev.shard is not a setting (cdk.json)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dev", "1dev", "dev_1", "a-stage-that-is-too-long", ""})
  void shouldRejectStage_whenItCannotBePartOfNames(String stage) {
    assertThatThrownBy(() -> PipelineConfigReader.read(Map.of("stage", stage)))
        .hasMessage(
            "stage must be 1 to 20 lowercase letters, digits and hyphens, starting with a letter,"
                + " was \"%s\"",
            stage);
  }

  @Test
  void shouldRejectStage_whenOnlyOthersAreListed() {
    assertThatThrownBy(
            () ->
                PipelineConfigReader.read(
                    Map.of(
                        "stage",
                        "prd",
                        "pipeline",
                        Map.of("stages", Map.of("prod", Map.of(), "dev", Map.of())))))
        .hasMessage(
            "stage prd is not among pipeline.stages (dev, prod): add it there, as {} if it has no"
                + " settings of its own");
  }

  @Test
  void shouldRejectStages_whenTheyAreNotObjects() {
    assertThatThrownBy(() -> fromFile(Map.of("stages", List.of("dev"))))
        .hasMessage("pipeline.stages must be an object with stages, was [dev] (cdk.json)");
    assertThatThrownBy(
            () ->
                PipelineConfigReader.read(
                    Map.of("stage", "dev", "pipeline", Map.of("stages", Map.of("dev", 1)))))
        .hasMessage("pipeline.stages.dev must be an object with settings, was 1 (cdk.json)");
  }

  @Test
  void shouldRejectStreamName_whenStageMakesItTooLong() {
    assertThatThrownBy(
            () ->
                PipelineConfigReader.read(
                    Map.of("stage", "dev", "pipeline.streamName", "x".repeat(125))))
        .hasMessageStartingWith(
            "pipeline.streamName must have at most 128 characters with the stage added, was xxx")
        .hasMessageEndingWith("x-dev (129)");
  }

  @Test
  void shouldNameNearestSetting_whenNameIsUnknown() {
    assertThatThrownBy(() -> fromFile(Map.of("shardcont", 2)))
        .hasMessage(
            "pipeline.shardcont is not a setting (cdk.json): did you mean pipeline.shardCount?");
    assertThatThrownBy(() -> fromCommandLine("BATCHSIZE", "2"))
        .hasMessage("pipeline.BATCHSIZE is not a setting (-c): did you mean pipeline.batchSize?");
  }

  @Test
  void shouldRejectRecordAge_whenNotBelowRetention() {
    assertThatThrownBy(
            () -> fromFile(Map.of("maximumRecordAgeSeconds", 86_400, "retentionHours", 24)))
        .hasMessage(
            "pipeline.maximumRecordAgeSeconds must be below the retention of 24 hours"
                + " (86400 seconds), was 86400 (cdk.json)");
    assertThat(
            fromFile(Map.of("maximumRecordAgeSeconds", 86_400, "retentionHours", 25))
                .get(Settings.MAXIMUM_RECORD_AGE_SECONDS))
        .isEqualTo(86_400);
  }

  @Test
  void shouldBeginAtTimestamp() {
    PipelineConfig config =
        fromFile(
            Map.of(
                "startingPosition",
                "AT_TIMESTAMP",
                "startingPositionTimestamp",
                "2026-01-31T08:00:00.5+01:00"));

    assertThat(config.get(Settings.STARTING_POSITION)).isEqualTo(StartingPosition.AT_TIMESTAMP);
    assertThat(config.get(Settings.STARTING_POSITION_TIMESTAMP))
        .hasValue(Instant.parse("2026-01-31T07:00:00.500Z"));
  }

  @Test
  void shouldRejectTimestamp_whenInFuture() {
    Map<String, ?> context =
        Map.of(
            "pipeline.startingPosition",
            "AT_TIMESTAMP",
            "pipeline.startingPositionTimestamp",
            "2026-01-31T08:00:00Z");

    assertThatThrownBy(
            () -> PipelineConfigReader.read(context, Instant.parse("2026-01-31T07:59:59Z")))
        .hasMessage(
            "pipeline.startingPositionTimestamp must not be in the future,"
                + " was 2026-01-31T08:00:00Z (-c)");
    assertThatCode(() -> PipelineConfigReader.read(context, Instant.parse("2026-01-31T08:00:00Z")))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldRequireTimestamp_onlyWithAtTimestamp() {
    assertThatThrownBy(() -> fromFile(Map.of("startingPosition", "AT_TIMESTAMP")))
        .hasMessage(
            "pipeline.startingPositionTimestamp must be set when pipeline.startingPosition is"
                + " AT_TIMESTAMP (cdk.json)");
    assertThatThrownBy(() -> fromCommandLine("startingPositionTimestamp", "2026-01-31T08:00:00Z"))
        .hasMessage(
            "pipeline.startingPositionTimestamp must not be set when pipeline.startingPosition is"
                + " not AT_TIMESTAMP, was 2026-01-31T08:00:00Z (-c)");
    assertThatThrownBy(
            () ->
                PipelineConfigReader.read(
                    Map.of(
                        "pipeline",
                        Map.of(
                            "startingPosition",
                            "AT_TIMESTAMP",
                            "startingPositionTimestamp",
                            "2026-01-31T08:00:00Z"),
                        "pipeline.startingPositionTimestamp",
                        "")))
        .hasMessageStartingWith("pipeline.startingPositionTimestamp must be set");
  }

  @Test
  void shouldReadSubnetsAndSecurityGroups_fromFileAndCommandLine() {
    String subnet = "subnet-0123456789abcdef0";
    String group = "sg-0123456789abcdef0";
    PipelineConfig file =
        fromFile(
            Map.of(
                "subnetIds",
                List.of(subnet, "subnet-01234567"),
                "securityGroupIds",
                List.of(group)));
    PipelineConfig commandLine =
        PipelineConfigReader.read(
            Map.of(
                "pipeline.subnetIds",
                subnet + ",subnet-01234567",
                "pipeline.securityGroupIds",
                group));

    for (PipelineConfig config : List.of(file, commandLine)) {
      assertThat(config.get(Settings.SUBNET_IDS)).containsExactly(subnet, "subnet-01234567");
      assertThat(config.get(Settings.SECURITY_GROUP_IDS)).containsExactly(group);
    }
    assertThat(fromCommandLine("subnetIds", "").get(Settings.SUBNET_IDS)).isEmpty();
    assertThatThrownBy(() -> fromFile(Map.of("subnetIds", Collections.nCopies(17, subnet))))
        .hasMessageContaining("pipeline.subnetIds must be a list of at most 16 IDs of subnets");
  }

  @Test
  void shouldRequireSubnetsAndSecurityGroupsTogether() {
    assertThatThrownBy(() -> fromCommandLine("subnetIds", "subnet-0123456789abcdef0"))
        .hasMessage("pipeline.securityGroupIds must be set when pipeline.subnetIds is set (-c)");
    assertThatThrownBy(() -> fromFile(Map.of("securityGroupIds", List.of("sg-0123456789abcdef0"))))
        .hasMessage(
            "pipeline.subnetIds must be set when pipeline.securityGroupIds is set (cdk.json)");
  }

  @Test
  void shouldNotCheckTimestamp_whenPositionIsInvalid() {
    assertThatThrownBy(
            () ->
                fromFile(
                    Map.of(
                        "startingPosition",
                        "OLDEST",
                        "startingPositionTimestamp",
                        "2026-01-31T08:00:00Z")))
        .hasMessageStartingWith("pipeline.startingPosition must be")
        .hasMessageNotContaining("Timestamp must");
  }

  @Test
  void shouldNotCheckRecordAge_whenRetentionIsInvalid() {
    assertThatThrownBy(
            () -> fromFile(Map.of("maximumRecordAgeSeconds", 90_000, "retentionHours", "48")))
        .hasMessage("pipeline.retentionHours must be 24 to 8760, was \"48\" (cdk.json)");
  }

  @ParameterizedTest
  @CsvSource({
    "300, 300, 82800, 'pipeline.consumerLatencyAlarmSeconds (300 seconds)'",
    "60, 10, 82800, 'pipeline.consumerLatencyAlarmSeconds (10 seconds)'",
    "15, 300, 60, 'a quarter of pipeline.maximumRecordAgeSeconds (15 seconds)'",
    "60, 300, 61, 'a quarter of pipeline.maximumRecordAgeSeconds (15 seconds)'",
  })
  void shouldRejectBatchingWindow_whenItAloneTriggersAnAlarm(
      int window, int latency, int recordAge, String bound) {
    assertThatThrownBy(() -> fromFile(waiting(window, latency, recordAge)))
        .hasMessage(
            "pipeline.batchingWindowSeconds must be below %s, or waiting for a batch alone triggers"
                + " an alarm, was %d (cdk.json)",
            bound, window);
  }

  @ParameterizedTest
  @CsvSource({"299, 300, 82800", "300, 301, 82800", "14, 300, 60"})
  void shouldAcceptBatchingWindow_whenBelowAlarmThresholds(int window, int latency, int recordAge) {
    assertThat(fromFile(waiting(window, latency, recordAge)).get(Settings.BATCHING_WINDOW_SECONDS))
        .isEqualTo(window);
  }

  private static Map<String, Integer> waiting(int window, int latency, int recordAge) {
    return Map.of(
        "batchingWindowSeconds", window,
        "consumerLatencyAlarmSeconds", latency,
        "maximumRecordAgeSeconds", recordAge);
  }

  @Test
  void shouldNotCheckBatchingWindow_whenItsLimitIsInvalid() {
    assertThatThrownBy(() -> fromFile(waiting(300, 604_801, 82_800)))
        .hasMessage(
            "pipeline.consumerLatencyAlarmSeconds must be 10 to 604800, was 604801 (cdk.json)");
  }

  @Test
  void shouldReportAllProblemsAtOnce() {
    assertThatThrownBy(
            () ->
                PipelineConfigReader.read(
                    Map.of(
                        "pipeline",
                        Map.of("shardCount", 0, "batchSizes", 1),
                        "pipeline.removalPolicy",
                        "no")))
        .satisfies(
            e ->
                assertThat(Arrays.asList(e.getMessage().split("\\R")))
                    .containsExactly(
                        "pipeline.shardCount must be 1 to 500, was 0 (cdk.json)",
                        "pipeline.removalPolicy must be destroy or retain, was no (-c)",
                        "pipeline.batchSizes is not a setting (cdk.json): did you mean"
                            + " pipeline.batchSize?"));
  }

  private static PipelineConfig fromFile(Map<String, ?> settings) {
    return PipelineConfigReader.read(Map.of("pipeline", settings));
  }

  private static PipelineConfig fromCommandLine(String name, String value) {
    return PipelineConfigReader.read(Map.of("pipeline." + name, value));
  }
}

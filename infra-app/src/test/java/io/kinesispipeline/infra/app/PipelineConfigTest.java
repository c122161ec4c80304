package io.kinesispipeline.infra.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinesispipeline.infra.producer.StreamNameLookup;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.lambda.StartingPosition;

class PipelineConfigTest {
  private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/12ab-34cd";

  @Test
  void shouldHaveDocumentedDefaults_whenNothingIsSet() {
    PipelineConfig config = PipelineConfig.from(Map.of());

    Map<String, Object> values =
        Settings.ALL.stream().collect(Collectors.toMap(Setting::name, config::get));
    assertThat(values)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("streamName", "MyStream"),
                Map.entry("shardCount", 1),
                Map.entry("retentionHours", 24),
                Map.entry("schedule", "rate(5 minutes)"),
                Map.entry("eventsPerInvocation", 1),
                Map.entry("streamNameLookup", StreamNameLookup.DEPLOY),
                Map.entry("producerMemoryMb", 512),
                Map.entry("producerTimeoutSeconds", 60),
                Map.entry("producerRetryAttempts", 2),
                Map.entry("producerMaximumEventAgeSeconds", 21_600),
                Map.entry("consumerMemoryMb", 512),
                Map.entry("consumerTimeoutSeconds", 10),
                Map.entry("batchSize", 5),
                Map.entry("batchingWindowSeconds", 0),
                Map.entry("parallelizationFactor", 1),
                Map.entry("startingPosition", StartingPosition.TRIM_HORIZON),
                Map.entry("maximumRetryAttempts", 3),
                Map.entry("maximumRecordAgeSeconds", 82_800),
                Map.entry("failureRetentionDays", 90),
                Map.entry("failureKeyArn", Optional.empty()),
                Map.entry("logRetentionDays", 7),
                Map.entry("removalPolicy", RemovalPolicy.DESTROY)));
  }

  @Test
  void shouldAcceptItsOwnDefaults_whenWrittenOut() {
    for (Setting<?> setting : Settings.ALL) {
      Object value = setting.defaultValue();
      if (value instanceof Integer || value instanceof String) {
        assertThat(setting.fromJson(value)).as(setting.path()).hasValue(cast(value));
      }
    }
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
                "failureKeyArn",
                KEY,
                "startingPosition",
                "LATEST"));

    assertThat(config.get(Settings.SHARD_COUNT)).isEqualTo(500);
    assertThat(config.get(Settings.REMOVAL_POLICY)).isEqualTo(RemovalPolicy.RETAIN);
    assertThat(config.get(Settings.STREAM_NAME_LOOKUP)).isEqualTo(StreamNameLookup.RUNTIME);
    assertThat(config.get(Settings.FAILURE_KEY_ARN)).hasValue(KEY);
    assertThat(config.get(Settings.STARTING_POSITION)).isEqualTo(StartingPosition.LATEST);
  }

  @Test
  void shouldPreferCommandLineToFile() {
    PipelineConfig config =
        PipelineConfig.from(
            Map.of("pipeline", Map.of("shardCount", 0), "pipeline.shardCount", "2"));

    assertThat(config.get(Settings.SHARD_COUNT)).isEqualTo(2);
  }

  @Test
  void shouldIgnoreContextOfOthers() {
    assertThat(PipelineConfig.from(Map.of("@aws-cdk/core:flag", true, "pipelines.x", "1")))
        .isEqualTo(PipelineConfig.from(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "shardCount, 0, 1 to 500",
    "shardCount, 501, 1 to 500",
    "retentionHours, 23, 24 to 8760",
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
    "schedule, rate(1 minutes), 'rate(1 minute), rate(<n> minutes|hours|days) or cron(<six fields>)'",
    "startingPosition, AT_TIMESTAMP, LATEST or TRIM_HORIZON",
    "removalPolicy, keep, destroy or retain",
    "streamNameLookup, DEPLOY, deploy or runtime",
    "failureKeyArn, alias/mine, the ARN of a KMS key",
  })
  void shouldNameChoicesValueAndSource_whenTextIsNotAmongThem(
      String name, String value, String range) {
    assertThatThrownBy(() -> fromFile(Map.of(name, value)))
        .hasMessage("pipeline.%s must be %s, was \"%s\" (cdk.json)", name, range, value);
    assertThatThrownBy(() -> fromCommandLine(name, value))
        .hasMessage("pipeline.%s must be %s, was %s (-c)", name, range, value);
  }

  @Test
  void shouldRefuseRetentionThatCloudWatchDoesNot_whenLogsAreKept() {
    assertThatThrownBy(() -> fromFile(Map.of("logRetentionDays", 8)))
        .hasMessageStartingWith("pipeline.logRetentionDays must be one of 1, 3, 5, 7, 14,")
        .hasMessageEndingWith(", was 8 (cdk.json)");
  }

  @Test
  void shouldRefuseWrongTypes() {
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
  void shouldRefuseSettings_whenTheyAreNoObject() {
    assertThatThrownBy(() -> PipelineConfig.from(Map.of("pipeline", "shardCount=2")))
        .hasMessage("pipeline must be an object with settings, was \"shardCount=2\" (cdk.json)");
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
  void shouldKeepRecordAgeBelowRetention() {
    assertThatThrownBy(() -> fromFile(Map.of("maximumRecordAgeSeconds", 86_400)))
        .hasMessage(
            "pipeline.maximumRecordAgeSeconds must be below the retention of 24 hours"
                + " (86400 seconds), was 86400 (cdk.json)");
    assertThat(
            fromFile(Map.of("maximumRecordAgeSeconds", 86_400, "retentionHours", 25))
                .get(Settings.MAXIMUM_RECORD_AGE_SECONDS))
        .isEqualTo(86_400);
  }

  @Test
  void shouldNotJudgeRecordAge_whenRetentionIsInvalid() {
    assertThatThrownBy(
            () -> fromFile(Map.of("maximumRecordAgeSeconds", 90_000, "retentionHours", "48")))
        .hasMessage("pipeline.retentionHours must be 24 to 8760, was \"48\" (cdk.json)");
  }

  @Test
  void shouldReportAllProblemsAtOnce() {
    assertThatThrownBy(
            () ->
                PipelineConfig.from(
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
    return PipelineConfig.from(Map.of("pipeline", settings));
  }

  private static PipelineConfig fromCommandLine(String name, String value) {
    return PipelineConfig.from(Map.of("pipeline." + name, value));
  }

  @SuppressWarnings("unchecked")
  private static <T> T cast(Object value) {
    return (T) value;
  }
}

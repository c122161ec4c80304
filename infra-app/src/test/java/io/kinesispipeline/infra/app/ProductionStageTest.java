package io.kinesispipeline.infra.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.RemovalPolicy;

/** What {@code cdk.json} sets for people who go to production, as OPERATIONS.md explains it. */
class ProductionStageTest {
  private static Map<String, Object> context;
  private static PipelineConfig config;

  @BeforeAll
  static void read() {
    context = new HashMap<>(Configurations.context("default"));
    context.put(PipelineConfigReader.STAGE_KEY, "prod");
    config = PipelineConfigReader.read(context);
  }

  @Test
  void shouldKeepWhatItHolds() {
    assertThat(config.get(Settings.REMOVAL_POLICY))
        .isEqualTo(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    assertThat(config.get(Settings.TERMINATION_PROTECTION)).isTrue();
    assertThat(config.get(Settings.RETENTION_HOURS)).isEqualTo(168);
  }

  @Test
  void shouldInvokeConsumerWithLargeBatches() {
    assertThat(config.get(Settings.BATCH_SIZE)).isEqualTo(100);
  }

  @Test
  void shouldKeepContentOfEventsOutOfLogs() {
    assertThat(config.get(Settings.LOG_PAYLOADS)).isFalse();
  }

  @Test
  void shouldKeepLogsAsLongAsTheFailuresThatTheyExplain() {
    assertThat(config.get(Settings.LOG_RETENTION_DAYS))
        .isGreaterThanOrEqualTo(config.get(Settings.FAILURE_RETENTION_DAYS));
  }

  @Test
  void shouldTargetPartitionsOnlyThatHaveAllServices() {
    assertThat(context).containsEntry("@aws-cdk/core:target-partitions", List.of("aws"));
  }
}

package io.kinesispipeline.infra.app;

import io.kinesispipeline.infra.common.ConsumerSettings;
import io.kinesispipeline.infra.common.EventSourceSettings;
import io.kinesispipeline.infra.common.FunctionSettings;
import io.kinesispipeline.infra.common.LogSettings;
import io.kinesispipeline.infra.common.StackSettings;
import io.kinesispipeline.infra.common.StreamPosition;
import io.kinesispipeline.infra.common.VpcSettings;
import io.kinesispipeline.infra.consumer.ConsumerStack;
import io.kinesispipeline.infra.consumer.ConsumerStackProps;
import io.kinesispipeline.infra.producer.ProducerStack;
import io.kinesispipeline.infra.producer.ProducerStackProps;
import io.kinesispipeline.infra.stream.StreamStack;
import io.kinesispipeline.infra.stream.StreamStackProps;
import io.kinesispipeline.model.Names;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.constructs.Construct;

/** Composes the three stacks from the settings. */
final class PipelineStacks {
  private final PipelineConfig config;
  private final Path projectRoot;

  /**
   * Stores the inputs of the stacks.
   *
   * @param config the settings
   * @param projectRoot the folder in which the functions' jars are built
   */
  PipelineStacks(PipelineConfig config, Path projectRoot) {
    this.config = config;
    this.projectRoot = projectRoot;
  }

  /**
   * Adds the stacks to an app. Their dependencies give the order of {@code cdk deploy --all}; no
   * stack refers to resources of another one.
   */
  void addTo(Construct app) {
    StreamStack stream = new StreamStack(app, Names.STREAM_STACK, streamProps());
    ProducerStack producer = new ProducerStack(app, Names.PRODUCER_STACK, producerProps());
    ConsumerStack consumer =
        new ConsumerStack(
            app,
            Names.CONSUMER_STACK,
            new ConsumerStackProps(
                stackSettings(), consumerSettings(FunctionJar.CONSUMER), producer.alarms()));
    producer.addStackDependency(stream);
    consumer.addStackDependency(stream);
    consumer.addStackDependency(producer);
  }

  private StreamStackProps streamProps() {
    return new StreamStackProps(
        stackSettings(),
        config.get(Settings.STREAM_NAME),
        config.get(Settings.STREAM_MODE) == StreamMode.PROVISIONED
            ? OptionalInt.of(config.get(Settings.SHARD_COUNT))
            : OptionalInt.empty(),
        Duration.hours(config.get(Settings.RETENTION_HOURS)),
        config.get(Settings.MAX_RECORD_SIZE_KB));
  }

  private ProducerStackProps producerProps() {
    return new ProducerStackProps(
        stackSettings(),
        function(
            FunctionJar.PRODUCER,
            Settings.PRODUCER_MEMORY_MB,
            Settings.PRODUCER_TIMEOUT_SECONDS,
            Optional.empty()),
        config.get(Settings.SCHEDULE),
        config.get(Settings.EVENTS_PER_INVOCATION),
        config.get(Settings.MAX_RECORD_SIZE_KB),
        config.get(Settings.STREAM_NAME_LOOKUP),
        config.get(Settings.PRODUCER_RETRY_ATTEMPTS),
        seconds(Settings.PRODUCER_MAXIMUM_EVENT_AGE_SECONDS),
        config.get(Settings.ALARM_EMAIL));
  }

  private ConsumerSettings consumerSettings(FunctionJar jar) {
    return new ConsumerSettings(
        function(
            jar,
            Settings.CONSUMER_MEMORY_MB,
            Settings.CONSUMER_TIMEOUT_SECONDS,
            config.get(Settings.CONSUMER_RESERVED_CONCURRENCY)),
        new EventSourceSettings(
            config.get(Settings.BATCH_SIZE),
            seconds(Settings.BATCHING_WINDOW_SECONDS),
            config.get(Settings.PARALLELIZATION_FACTOR),
            new StreamPosition(
                config.get(Settings.STARTING_POSITION),
                config.get(Settings.STARTING_POSITION_TIMESTAMP)),
            config.get(Settings.MAXIMUM_RETRY_ATTEMPTS),
            seconds(Settings.MAXIMUM_RECORD_AGE_SECONDS),
            config.get(Settings.ENHANCED_FAN_OUT),
            config.get(Settings.FILTER_PATTERNS),
            config.get(Settings.EVENT_SOURCE_MAPPING)),
        config.get(Settings.DEPLOYMENT),
        Duration.days(config.get(Settings.FAILURE_RETENTION_DAYS)),
        config.get(Settings.SCHEDULE).shortestInterval(),
        seconds(Settings.CONSUMER_LATENCY_ALARM_SECONDS),
        config.get(Settings.ALARM_EMAIL));
  }

  private StackSettings stackSettings() {
    return new StackSettings(
        config.stage(),
        config.get(Settings.ENCRYPTION_KEY_ARN),
        config.get(Settings.REMOVAL_POLICY),
        config.get(Settings.TERMINATION_PROTECTION),
        config.get(Settings.TAGS));
  }

  private FunctionSettings function(
      FunctionJar jar,
      Setting<Integer> memoryMb,
      Setting<Integer> timeoutSeconds,
      Optional<Integer> reservedConcurrency) {
    FunctionSettings settings =
        new FunctionSettings(
            jar.code(projectRoot),
            config.get(memoryMb),
            seconds(timeoutSeconds),
            config.get(Settings.ARCHITECTURE),
            reservedConcurrency,
            new LogSettings(
                config.get(Settings.LOG_FORMAT) == LoggingFormat.JSON
                    ? Optional.of(config.get(Settings.LOG_LEVEL))
                    : Optional.empty(),
                config.get(Settings.LOG_PAYLOADS),
                config.get(Settings.LOG_RETENTION_DAYS)));
    return settings.withVpc(vpc());
  }

  private Optional<VpcSettings> vpc() {
    List<String> subnetIds = config.get(Settings.SUBNET_IDS);
    return subnetIds.isEmpty()
        ? Optional.empty()
        : Optional.of(new VpcSettings(subnetIds, config.get(Settings.SECURITY_GROUP_IDS)));
  }

  private Duration seconds(Setting<Integer> setting) {
    return Duration.seconds(config.get(setting));
  }
}

package io.kinesispipeline.infra.app;

import io.kinesispipeline.infra.common.FunctionSettings;
import io.kinesispipeline.infra.common.LogSettings;
import io.kinesispipeline.infra.common.PipelineAlarm;
import io.kinesispipeline.infra.common.StackSettings;
import io.kinesispipeline.infra.consumer.ConsumerStack;
import io.kinesispipeline.infra.consumer.ConsumerStackProps;
import io.kinesispipeline.infra.consumer.EventSourceSettings;
import io.kinesispipeline.infra.producer.ProducerStack;
import io.kinesispipeline.infra.producer.ProducerStackProps;
import io.kinesispipeline.infra.stream.StreamStack;
import io.kinesispipeline.infra.stream.StreamStackProps;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.constructs.Construct;

/** Composes the three stacks from the settings. */
final class PipelineStacks {
  private final PipelineConfig config;

  PipelineStacks(PipelineConfig config) {
    this.config = config;
  }

  /**
   * Adds the stacks to an app. Their dependencies order {@code --all}; no stack refers to another's
   * resources.
   */
  void addTo(Construct app, FunctionJars jars) {
    StreamStack stream = new StreamStack(app, "StreamStack", streamProps());
    ProducerStack producer =
        new ProducerStack(app, "ProducerStack", producerProps(jars.producerCode()));
    ConsumerStack consumer =
        new ConsumerStack(app, "ConsumerStack", consumerProps(jars.consumerCode()));
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
        Duration.hours(config.get(Settings.RETENTION_HOURS)));
  }

  private ProducerStackProps producerProps(Code code) {
    return new ProducerStackProps(
        stackSettings(),
        function(
            code, Settings.PRODUCER_MEMORY_MB, Settings.PRODUCER_TIMEOUT_SECONDS, Optional.empty()),
        config.get(Settings.SCHEDULE),
        config.get(Settings.EVENTS_PER_INVOCATION),
        config.get(Settings.STREAM_NAME_LOOKUP),
        config.get(Settings.PRODUCER_RETRY_ATTEMPTS),
        seconds(Settings.PRODUCER_MAXIMUM_EVENT_AGE_SECONDS),
        config.get(Settings.ALARM_EMAIL));
  }

  private ConsumerStackProps consumerProps(Code code) {
    return new ConsumerStackProps(
        stackSettings(),
        function(
            code,
            Settings.CONSUMER_MEMORY_MB,
            Settings.CONSUMER_TIMEOUT_SECONDS,
            config.get(Settings.CONSUMER_RESERVED_CONCURRENCY)),
        new EventSourceSettings(
            config.get(Settings.BATCH_SIZE),
            seconds(Settings.BATCHING_WINDOW_SECONDS),
            config.get(Settings.PARALLELIZATION_FACTOR),
            config.get(Settings.STARTING_POSITION),
            config.get(Settings.MAXIMUM_RETRY_ATTEMPTS),
            seconds(Settings.MAXIMUM_RECORD_AGE_SECONDS),
            config.get(Settings.ENHANCED_FAN_OUT)),
        Duration.days(config.get(Settings.FAILURE_RETENTION_DAYS)),
        config.get(Settings.SCHEDULE).shortestInterval(),
        seconds(Settings.CONSUMER_LATENCY_ALARM_SECONDS),
        config.get(Settings.ALARM_EMAIL),
        alarms());
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
      Code code,
      Setting<Integer> memoryMb,
      Setting<Integer> timeoutSeconds,
      Optional<Integer> reservedConcurrency) {
    return new FunctionSettings(
        code,
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
  }

  private List<PipelineAlarm> alarms() {
    Set<PipelineAlarm> alarms = EnumSet.allOf(PipelineAlarm.class);
    if (!config.get(Settings.SCHEDULE).isHeartbeat()) {
      alarms.remove(PipelineAlarm.PRODUCER_SILENT);
    }
    if (config.get(Settings.ENHANCED_FAN_OUT)) {
      alarms.remove(PipelineAlarm.CONSUMER_READ_THROTTLED);
    }
    return List.copyOf(alarms);
  }

  private Duration seconds(Setting<Integer> setting) {
    return Duration.seconds(config.get(setting));
  }
}

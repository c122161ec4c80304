package io.kinesispipeline.infra.app;

import io.kinesispipeline.infra.common.FunctionSettings;
import io.kinesispipeline.infra.consumer.ConsumerStack;
import io.kinesispipeline.infra.consumer.ConsumerStackProps;
import io.kinesispipeline.infra.consumer.EventSourceSettings;
import io.kinesispipeline.infra.producer.ProducerStack;
import io.kinesispipeline.infra.producer.ProducerStackProps;
import io.kinesispipeline.infra.stream.StreamStack;
import io.kinesispipeline.infra.stream.StreamStackProps;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.Code;
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
        config.get(Settings.STREAM_NAME),
        config.get(Settings.SHARD_COUNT),
        Duration.hours(config.get(Settings.RETENTION_HOURS)),
        config.get(Settings.REMOVAL_POLICY));
  }

  private ProducerStackProps producerProps(Code code) {
    return new ProducerStackProps(
        function(code, Settings.PRODUCER_MEMORY_MB, Settings.PRODUCER_TIMEOUT_SECONDS),
        config.get(Settings.SCHEDULE),
        config.get(Settings.EVENTS_PER_INVOCATION),
        config.get(Settings.STREAM_NAME_LOOKUP),
        config.get(Settings.PRODUCER_RETRY_ATTEMPTS),
        seconds(Settings.PRODUCER_MAXIMUM_EVENT_AGE_SECONDS),
        config.get(Settings.FAILURE_KEY_ARN));
  }

  private ConsumerStackProps consumerProps(Code code) {
    return new ConsumerStackProps(
        function(code, Settings.CONSUMER_MEMORY_MB, Settings.CONSUMER_TIMEOUT_SECONDS),
        new EventSourceSettings(
            config.get(Settings.BATCH_SIZE),
            seconds(Settings.BATCHING_WINDOW_SECONDS),
            config.get(Settings.PARALLELIZATION_FACTOR),
            config.get(Settings.STARTING_POSITION),
            config.get(Settings.MAXIMUM_RETRY_ATTEMPTS),
            seconds(Settings.MAXIMUM_RECORD_AGE_SECONDS)),
        Duration.days(config.get(Settings.FAILURE_RETENTION_DAYS)),
        config.get(Settings.FAILURE_KEY_ARN));
  }

  private FunctionSettings function(
      Code code, Setting<Integer> memoryMb, Setting<Integer> timeoutSeconds) {
    return new FunctionSettings(
        code,
        config.get(memoryMb),
        seconds(timeoutSeconds),
        config.get(Settings.LOG_RETENTION_DAYS),
        config.get(Settings.REMOVAL_POLICY));
  }

  private Duration seconds(Setting<Integer> setting) {
    return Duration.seconds(config.get(setting));
  }
}

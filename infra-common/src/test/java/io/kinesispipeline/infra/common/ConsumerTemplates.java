package io.kinesispipeline.infra.common;

import io.kinesispipeline.infra.test.StubJar;
import io.kinesispipeline.infra.test.Templates;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;

/** The templates of stacks with a consumer, synthesized once for all tests. */
final class ConsumerTemplates {
  static final FunctionDefinition DEFINITION =
      new FunctionDefinition("my-consumer", "example.Handler", "Reads it");

  static final FunctionStack STACK = TestStack.create();
  static final ConsumerFunction CONSUMER = consumerIn(STACK, Duration.minutes(5));
  static final Template TEMPLATE = Template.fromStack(STACK);

  static final FunctionStack PRODUCTION = TestStack.inProduction();
  static final ConsumerFunction FANNED_OUT =
      new ConsumerFunction(
          PRODUCTION,
          new ConsumerFunctionProps(
              DEFINITION.withPermissions(List.of(Allow.actions("sqs:SendMessage").on("*"))),
              settings(Duration.minutes(5), eventSource(true)),
              Map.of(ConsumerAlarm.LATENCY, "Call the team")));
  static final Template WITH_KEY_AND_FAN_OUT = Template.fromStack(PRODUCTION);

  /** A consumer with filters that starts at a timestamp. */
  static final Template FILTERED =
      template(
          eventSource(
              StreamPosition.at(Instant.parse("2026-01-31T08:00:00.250Z")),
              false,
              List.of("{\"data\":{\"a\":[1]}}", "{\"data\":{\"b\":[2]}}"),
              true));

  /** A consumer whose mapping is to be replaced. */
  static final Template UNMAPPED =
      template(eventSource(StreamPosition.TRIM_HORIZON, false, List.of(), false));

  /** A consumer that CodeDeploy moves to new versions. */
  static final Template GRADUAL =
      template(
          settings(
              Duration.minutes(5),
              eventSource(false),
              DeploymentConfiguration.LINEAR_10_PERCENT_EVERY_1_MINUTE));

  private ConsumerTemplates() {}

  private static Template template(EventSourceSettings eventSource) {
    return template(settings(Duration.minutes(5), eventSource));
  }

  private static Template template(ConsumerSettings settings) {
    TestStack stack = TestStack.create();
    ConsumerFunction consumer =
        new ConsumerFunction(stack, new ConsumerFunctionProps(DEFINITION, settings));
    new PipelineDashboard(stack, PipelineDashboardProps.ofConsumer("page", consumer));
    return Template.fromStack(stack);
  }

  /** Returns the template for an interval between records. */
  static Template withRecordInterval(Duration interval) {
    TestStack stack = TestStack.create();
    consumerIn(stack, interval);
    return Template.fromStack(stack);
  }

  static ConsumerFunction consumerIn(FunctionStack stack, Duration recordInterval) {
    return new ConsumerFunction(
        stack, new ConsumerFunctionProps(DEFINITION, settings(recordInterval, eventSource(false))));
  }

  private static EventSourceSettings eventSource(boolean enhancedFanOut) {
    return eventSource(StreamPosition.TRIM_HORIZON, enhancedFanOut, List.of(), true);
  }

  private static EventSourceSettings eventSource(
      StreamPosition position, boolean enhancedFanOut, List<String> filters, boolean mapped) {
    return new EventSourceSettings(
        5,
        Duration.seconds(1),
        2,
        position,
        3,
        Duration.hours(23),
        enhancedFanOut,
        filters,
        mapped);
  }

  private static ConsumerSettings settings(
      Duration recordInterval, EventSourceSettings eventSource) {
    return settings(recordInterval, eventSource, DeploymentConfiguration.ALL_AT_ONCE);
  }

  private static ConsumerSettings settings(
      Duration recordInterval,
      EventSourceSettings eventSource,
      DeploymentConfiguration deployment) {
    return new ConsumerSettings(
        new FunctionSettings(
            Code.fromAsset(StubJar.create().toString()),
            512,
            Duration.seconds(10),
            Architecture.ARM_64,
            Optional.empty(),
            new LogSettings(Optional.of(ApplicationLogLevel.INFO), true, 7)),
        eventSource,
        deployment,
        Duration.days(90),
        Optional.of(recordInterval),
        Duration.minutes(5),
        Optional.empty());
  }

  /** Returns the logical ID of the template's only resource of a type. */
  static String onlyId(String type) {
    return Templates.onlyId(TEMPLATE, type);
  }
}

package io.kinesispipeline.infra.common;

import io.kinesispipeline.infra.test.StubJar;
import io.kinesispipeline.infra.test.Templates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.StartingPosition;

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
              settings(Duration.minutes(5), true),
              Map.of(ConsumerAlarm.LATENCY, "Call the team")));
  static final Template WITH_KEY_AND_FAN_OUT = Template.fromStack(PRODUCTION);

  private ConsumerTemplates() {}

  /** The template where records come in that far apart. */
  static Template withRecordInterval(Duration interval) {
    TestStack stack = TestStack.create();
    consumerIn(stack, interval);
    return Template.fromStack(stack);
  }

  static ConsumerFunction consumerIn(FunctionStack stack, Duration recordInterval) {
    return new ConsumerFunction(
        stack, new ConsumerFunctionProps(DEFINITION, settings(recordInterval, false)));
  }

  private static ConsumerSettings settings(Duration recordInterval, boolean enhancedFanOut) {
    return new ConsumerSettings(
        new FunctionSettings(
            Code.fromAsset(StubJar.create().toString()),
            512,
            Duration.seconds(10),
            Architecture.ARM_64,
            Optional.empty(),
            new LogSettings(Optional.of(ApplicationLogLevel.INFO), true, 7)),
        new EventSourceSettings(
            5,
            Duration.seconds(1),
            2,
            StartingPosition.TRIM_HORIZON,
            3,
            Duration.hours(23),
            enhancedFanOut),
        Duration.days(90),
        Optional.of(recordInterval),
        Duration.minutes(5),
        Optional.empty());
  }

  /** The logical id of the template's only resource of a type. */
  static String onlyId(String type) {
    return Templates.onlyId(TEMPLATE, type);
  }
}

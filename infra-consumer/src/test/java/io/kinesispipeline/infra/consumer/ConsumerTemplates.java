package io.kinesispipeline.infra.consumer;

import static io.kinesispipeline.infra.test.Templates.KEY;

import io.kinesispipeline.infra.common.FunctionSettings;
import io.kinesispipeline.infra.common.LogSettings;
import io.kinesispipeline.infra.common.PipelineAlarm;
import io.kinesispipeline.infra.common.StackSettings;
import io.kinesispipeline.infra.common.Stage;
import io.kinesispipeline.infra.test.StubJar;
import io.kinesispipeline.infra.test.Templates;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.StartingPosition;

/** The stack's templates, synthesized once for all tests. */
final class ConsumerTemplates {

  static final ConsumerStack STACK;
  static final Template TEMPLATE;
  static final Template WITH_KEY_AND_FAN_OUT;

  static {
    Path jar = StubJar.create();
    App app = new App();
    Duration interval = Duration.minutes(5);
    STACK = new ConsumerStack(app, "ConsumerStack", props(jar, Optional.empty(), interval));
    ConsumerStack other = new ConsumerStack(app, "Other", props(jar, Optional.of(KEY), interval));
    TEMPLATE = Template.fromStack(STACK);
    WITH_KEY_AND_FAN_OUT = Template.fromStack(other);
  }

  private ConsumerTemplates() {}

  /** The template where records come in that far apart. */
  static Template withRecordInterval(Duration interval) {
    return Template.fromStack(
        new ConsumerStack(
            new App(), "ConsumerStack", props(StubJar.create(), Optional.empty(), interval)));
  }

  private static ConsumerStackProps props(Path jar, Optional<String> key, Duration recordInterval) {
    return new ConsumerStackProps(
        new StackSettings(
            key.isPresent() ? new Stage("prod") : Stage.NONE,
            key,
            RemovalPolicy.DESTROY,
            false,
            Map.of()),
        new FunctionSettings(
            Code.fromAsset(jar.toString()),
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
            key.isPresent()),
        Duration.days(90),
        Optional.of(recordInterval),
        Duration.minutes(5),
        Optional.empty(),
        List.of(PipelineAlarm.PRODUCER_ERRORS, PipelineAlarm.CONSUMER_ERRORS));
  }

  /** The logical id of the template's only resource of a type. */
  static String onlyId(String type) {
    return Templates.onlyId(TEMPLATE, type);
  }
}

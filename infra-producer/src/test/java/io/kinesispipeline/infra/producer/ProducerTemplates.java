package io.kinesispipeline.infra.producer;

import static io.kinesispipeline.infra.test.Templates.KEY;

import io.kinesispipeline.infra.common.FunctionSettings;
import io.kinesispipeline.infra.common.LogSettings;
import io.kinesispipeline.infra.common.StackSettings;
import io.kinesispipeline.infra.common.Stage;
import io.kinesispipeline.infra.test.StubJar;
import io.kinesispipeline.infra.test.Templates;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;

/** The stack's templates, synthesized once for all tests. */
final class ProducerTemplates {

  static final ProducerStack STACK;

  /** The template with a schedule whose intervals are too long for an alarm. */
  static final ProducerStack RARE;

  static final Template TEMPLATE;
  static final Template RUNTIME_LOOKUP_WITH_KEY;

  static {
    Path jar = StubJar.create();
    App app = new App();
    STACK =
        new ProducerStack(
            app, "ProducerStack", props(jar, StreamNameLookup.DEPLOY, Optional.empty()));
    RARE = new ProducerStack(app, "Other", props(jar, StreamNameLookup.RUNTIME, Optional.of(KEY)));
    TEMPLATE = Template.fromStack(STACK);
    RUNTIME_LOOKUP_WITH_KEY = Template.fromStack(RARE);
  }

  private ProducerTemplates() {}

  private static ProducerStackProps props(Path jar, StreamNameLookup lookup, Optional<String> key) {
    return new ProducerStackProps(
        new StackSettings(
            key.isPresent() ? new Stage("prod") : Stage.NONE,
            key,
            RemovalPolicy.DESTROY,
            false,
            Map.of()),
        new FunctionSettings(
            Code.fromAsset(jar.toString()),
            512,
            Duration.seconds(60),
            Architecture.ARM_64,
            Optional.empty(),
            new LogSettings(Optional.of(ApplicationLogLevel.INFO), true, 7)),
        new ProducerSchedule(
            "rate(5 minutes)",
            Optional.of(Duration.minutes(5)),
            key.isPresent() ? Optional.empty() : Optional.of(Duration.minutes(5))),
        20,
        2048,
        lookup,
        2,
        Duration.hours(6),
        key.map(arn -> "on-call@example.com"));
  }

  /** Returns the logical ID of the template's only resource of a type. */
  static String onlyId(String type) {
    return Templates.onlyId(TEMPLATE, type);
  }
}

package io.kinesispipeline.infra.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesispipeline.infra.common.FunctionSettings;
import io.kinesispipeline.infra.common.LogSettings;
import io.kinesispipeline.infra.common.PipelineAlarm;
import io.kinesispipeline.infra.common.StackSettings;
import io.kinesispipeline.infra.common.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
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
  static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234";
  static final TypeReference<List<Object>> LIST = new TypeReference<>() {};
  static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  static final ConsumerStack STACK;
  static final Template TEMPLATE;
  static final Template WITH_KEY_AND_FAN_OUT;

  static {
    Path jar = stubJar();
    App app = new App();
    STACK = new ConsumerStack(app, "ConsumerStack", props(jar, Optional.empty()));
    ConsumerStack other = new ConsumerStack(app, "Other", props(jar, Optional.of(KEY)));
    TEMPLATE = Template.fromStack(STACK);
    WITH_KEY_AND_FAN_OUT = Template.fromStack(other);
  }

  private ConsumerTemplates() {}

  private static ConsumerStackProps props(Path jar, Optional<String> key) {
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
        Optional.empty(),
        List.of(PipelineAlarm.PRODUCER_ERRORS, PipelineAlarm.CONSUMER_ERRORS));
  }

  private static Path stubJar() {
    try {
      Path jar = Files.createTempFile("function", ".jar");
      jar.toFile().deleteOnExit();
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
        out.putNextEntry(new ZipEntry("Handler.class"));
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The logical id of the template's only resource of a type. */
  static String onlyId(String type) {
    Map<String, ?> resources = TEMPLATE.findResources(type);
    assertThat(resources).hasSize(1);
    return resources.keySet().iterator().next();
  }

  static <T> T json(TypeReference<T> type, String text) throws IOException {
    return new ObjectMapper().readValue(text, type);
  }
}

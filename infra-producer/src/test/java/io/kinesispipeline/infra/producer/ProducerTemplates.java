package io.kinesispipeline.infra.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesispipeline.infra.common.FunctionSettings;
import io.kinesispipeline.infra.common.LogSettings;
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

/** The stack's templates, synthesized once for all tests. */
final class ProducerTemplates {
  static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234";
  static final TypeReference<List<Object>> LIST = new TypeReference<>() {};
  static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  static final ProducerStack STACK;
  static final Template TEMPLATE;
  static final Template RUNTIME_LOOKUP_WITH_KEY;

  static {
    Path jar = stubJar();
    App app = new App();
    STACK =
        new ProducerStack(
            app, "ProducerStack", props(jar, StreamNameLookup.DEPLOY, Optional.empty()));
    ProducerStack other =
        new ProducerStack(app, "Other", props(jar, StreamNameLookup.RUNTIME, Optional.of(KEY)));
    TEMPLATE = Template.fromStack(STACK);
    RUNTIME_LOOKUP_WITH_KEY = Template.fromStack(other);
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
            new LogSettings(Optional.of(ApplicationLogLevel.INFO), true, 7)),
        new ProducerSchedule(
            "rate(5 minutes)",
            key.isPresent() ? Optional.empty() : Optional.of(Duration.minutes(5))),
        20,
        lookup,
        2,
        Duration.hours(6),
        key.map(arn -> "on-call@example.com"));
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

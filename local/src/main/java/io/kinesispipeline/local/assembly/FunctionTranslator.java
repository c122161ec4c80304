package io.kinesispipeline.local.assembly;

import io.kinesispipeline.local.assembly.Deployment.AsyncInvocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Translates {@code AWS::Lambda::Function} and the settings of its asynchronous invocations. */
final class FunctionTranslator {
  private static final Pattern HANDLER = Pattern.compile("[\\w.$]+(::\\w+)?");

  private FunctionTranslator() {}

  /** Whether it runs on a Java runtime from a jar or zip file. */
  static boolean isJava(Resource resource) {
    return resource.text("Runtime").filter(runtime -> runtime.startsWith("java")).isPresent();
  }

  /**
   * Translates a function as its unpublished version runs, except that {@code snapStart} says what
   * holds for published ones.
   */
  static Deployment.Function function(Resource resource, Map<String, Path> assets) {
    Properties properties =
        resource
            .properties()
            .ignoring(
                "FunctionName",
                "Runtime",
                "Description",
                "Architectures",
                "CodeSigningConfigArn",
                "EphemeralStorage",
                "KmsKeyArn",
                "RecursiveLoop",
                "RuntimeManagementConfig",
                "Tags",
                "TracingConfig");
    properties.oneOf("PackageType", List.of("Zip"), "Zip");
    PhysicalId id = PhysicalId.of(resource);
    Deployment.Function function =
        new Deployment.Function(
            // Ref of a function is its name.
            id.ref(),
            id.arn(),
            FunctionReference.LATEST,
            handler(properties),
            code(properties.object("Code"), assets),
            properties.integer("MemorySize", 128, 10_240).orElse(128),
            Duration.ofSeconds(properties.integer("Timeout", 1, 900).orElse(3)),
            properties.object("Environment").textsByKey("Variables"),
            properties
                .object("SnapStart")
                .oneOf("ApplyOn", List.of("PublishedVersions", "None"), "None")
                .equals("PublishedVersions"),
            logGroup(properties, id.ref()),
            properties.requiredText("Role"),
            AsyncInvocation.DEFAULT);
    properties.rejectOthers();
    return function;
  }

  static AsyncInvocation asyncInvocation(Resource resource) {
    Properties properties = resource.properties().ignoring("FunctionName", "Qualifier");
    AsyncInvocation asyncInvocation =
        new AsyncInvocation(
            properties
                .integer("MaximumRetryAttempts", 0, 2)
                .orElse(AsyncInvocation.DEFAULT.maximumRetryAttempts()),
            Duration.ofSeconds(
                properties
                    .integer("MaximumEventAgeInSeconds", 60, 21_600)
                    .orElse((int) AsyncInvocation.DEFAULT.maximumEventAge().toSeconds())),
            Destinations.onFailure(properties));
    properties.rejectOthers();
    return asyncInvocation;
  }

  private static String handler(Properties properties) {
    String handler = properties.requiredText("Handler");
    if (!HANDLER.matcher(handler).matches()) {
      throw properties.error(
          "Handler", "must be package.Class or package.Class::method, was " + handler);
    }
    return handler;
  }

  private static Path code(Properties code, Map<String, Path> assets) {
    code.ignoring("S3Bucket", "SourceKMSKeyArn");
    String key = code.requiredText("S3Key");
    Path file = assets.get(key);
    if (file == null) {
      throw code.error("S3Key", "must name an asset of the cloud assembly, was " + key);
    }
    if (!Files.exists(file)) {
      throw code.error(
          "S3Key", "names %s, which is missing: run `npx cdk synth` again".formatted(file));
    }
    return file;
  }

  private static String logGroup(Properties properties, String functionName) {
    return properties
        .object("LoggingConfig")
        .ignoring("LogFormat", "ApplicationLogLevel", "SystemLogLevel")
        .text("LogGroup")
        .orElse("/aws/lambda/" + functionName);
  }
}

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
  private static final String[] WITHOUT_EFFECT = {
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
    "TracingConfig"
  };

  private FunctionTranslator() {}

  /** Whether it runs on a Java runtime from a jar or zip file. */
  static boolean isJava(Resource resource) {
    return resource.text("Runtime").filter(runtime -> runtime.startsWith("java")).isPresent();
  }

  /**
   * Translates a function as it is invoked.
   *
   * @param invoked by which name and qualifier
   * @param version what that qualifier stands for
   * @param asyncInvocation that qualifier's settings
   * @param assets files of code, by the object key under which a template names them
   */
  static Deployment.Function function(
      Resource resource,
      FunctionReference invoked,
      String version,
      AsyncInvocation asyncInvocation,
      Map<String, Path> assets) {
    return resource.read(
        properties -> {
          properties.ignoring(WITHOUT_EFFECT).oneOf("PackageType", List.of("Zip"), "Zip");
          return new Deployment.Function(
              invoked.name(),
              invoked.arn(resource.environment()),
              version,
              properties.requiredText(
                  "Handler", HANDLER, "must be package.Class or package.Class::method"),
              code(properties.object("Code"), assets),
              properties.integer("MemorySize", 128, 10_240, 128),
              Duration.ofSeconds(properties.integer("Timeout", 1, 900, 3)),
              properties.object("Environment").textsByKey("Variables"),
              // SnapStart never applies to the unpublished version.
              isSnapStart(properties.object("SnapStart")) && invoked.isQualified(),
              logGroup(properties.object("LoggingConfig"), invoked.name()),
              properties.requiredText("Role"),
              asyncInvocation);
        });
  }

  static AsyncInvocation asyncInvocation(Properties properties) {
    AsyncInvocation otherwise = AsyncInvocation.DEFAULT;
    int otherwiseAge = (int) otherwise.maximumEventAge().toSeconds();
    return new AsyncInvocation(
        properties
            .ignoring("FunctionName")
            .integer("MaximumRetryAttempts", 0, 2, otherwise.maximumRetryAttempts()),
        Duration.ofSeconds(
            properties.integer("MaximumEventAgeInSeconds", 60, 21_600, otherwiseAge)),
        properties.onFailure());
  }

  private static Path code(Properties code, Map<String, Path> assets) {
    String key = code.ignoring("S3Bucket", "SourceKMSKeyArn").requiredText("S3Key");
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

  private static boolean isSnapStart(Properties snapStart) {
    return snapStart
        .oneOf("ApplyOn", List.of("PublishedVersions", "None"), "None")
        .equals("PublishedVersions");
  }

  private static String logGroup(Properties logging, String functionName) {
    return logging
        .ignoring("LogFormat", "ApplicationLogLevel", "SystemLogLevel")
        .text("LogGroup")
        .orElse("/aws/lambda/" + functionName);
  }
}

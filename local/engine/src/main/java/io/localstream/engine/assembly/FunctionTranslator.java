package io.localstream.engine.assembly;

import io.localstream.engine.assembly.Deployment.AsyncInvocation;
import io.localstream.engine.assembly.Deployment.LogFormat;
import io.localstream.engine.assembly.Deployment.LogLevel;
import io.localstream.engine.assembly.Deployment.Logging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Translates {@code AWS::Lambda::Function} and {@code AWS::Lambda::EventInvokeConfig}. */
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
    "VpcConfig"
  };

  private static final LogLevel[] SYSTEM_LEVELS = {LogLevel.DEBUG, LogLevel.INFO, LogLevel.WARN};

  /**
   * Variables that would override the credentials of the execution role.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime">Reserved
   *     environment variables</a>
   */
  private static final List<String> RESERVED =
      List.of("AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");

  private FunctionTranslator() {}

  /** Returns whether the function has a Java runtime. */
  static boolean isJava(Resource resource) {
    return resource.text("Runtime").filter(runtime -> runtime.startsWith("java")).isPresent();
  }

  /** Translates the invoked version of a function. */
  static Deployment.Function function(
      Resource resource,
      FunctionReference invoked,
      String version,
      AsyncInvocation asyncInvocation,
      RoleCatalog roles,
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
              variables(properties.object("Environment")),
              // SnapStart never applies to the unpublished version.
              isSnapStart(properties.object("SnapStart")) && invoked.isQualified(),
              logging(properties.object("LoggingConfig"), invoked.name()),
              isTraced(properties.object("TracingConfig")),
              roles.roleOf(properties),
              asyncInvocation,
              properties.integer(
                  "ReservedConcurrentExecutions",
                  1,
                  Deployment.Function.UNRESERVED,
                  Deployment.Function.UNRESERVED));
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

  private static Map<String, String> variables(Properties environment) {
    Map<String, String> variables = environment.textsByKey("Variables");
    for (String name : RESERVED) {
      if (variables.containsKey(name)) {
        throw environment.error("Variables." + name, "is reserved by Lambda: remove it");
      }
    }
    return variables;
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

  private static Logging logging(Properties logging, String functionName) {
    LogFormat format =
        logging.oneOf("LogFormat", List.of("Text", "JSON"), "Text").equals("JSON")
            ? LogFormat.JSON
            : LogFormat.TEXT;
    return new Logging(
        format,
        level(logging, "ApplicationLogLevel", LogLevel.values(), format),
        level(logging, "SystemLogLevel", SYSTEM_LEVELS, format),
        logging.text("LogGroup").orElse("/aws/lambda/" + functionName));
  }

  private static LogLevel level(
      Properties logging, String property, LogLevel[] choices, LogFormat format) {
    if (format == LogFormat.TEXT && logging.text(property).isPresent()) {
      throw logging.error(property, "needs LogFormat JSON: set LogFormat, or remove this property");
    }
    List<String> names = Arrays.stream(choices).map(Enum::name).toList();
    return LogLevel.valueOf(logging.oneOf(property, names, LogLevel.INFO.name()));
  }

  private static boolean isTraced(Properties tracing) {
    return tracing.oneOf("Mode", List.of("Active", "PassThrough"), "PassThrough").equals("Active");
  }
}

package io.localstream.engine.lambda;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.LogFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The environment variables of a function that do not depend on where it is hosted.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Lambda
 *     environment variables</a>
 */
final class FunctionVariables {
  private FunctionVariables() {}

  static Map<String, String> of(Deployment.Function function, LambdaSettings settings) {
    Map<String, String> variables = new LinkedHashMap<>(function.environment());
    variables.put("_HANDLER", function.handler());
    variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", function.version());
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb()));
    variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java" + Runtime.version().feature());
    variables.put("AWS_REGION", settings.region());
    variables.put("AWS_DEFAULT_REGION", settings.region());
    variables.put("AWS_ENDPOINT_URL", settings.endpoint().toString());
    variables.put("TZ", ":UTC");
    putLogFormat(variables, function.logging());
    return variables;
  }

  /** Adds the variables of a function without SnapStart. */
  static void putOnDemand(
      Map<String, String> variables, Deployment.Function function, String logStream) {
    variables.put("AWS_ACCESS_KEY_ID", function.accessKeyId());
    variables.put("AWS_SECRET_ACCESS_KEY", "local");
    variables.put("AWS_SESSION_TOKEN", "local");
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", function.logging().group());
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
  }

  /** Sets the level for the JSON format only. Lambda does not filter logs in the text format. */
  private static void putLogFormat(Map<String, String> variables, Deployment.Logging logging) {
    boolean json = logging.format() == LogFormat.JSON;
    variables.put("AWS_LAMBDA_LOG_FORMAT", json ? "JSON" : "Text");
    if (json) {
      variables.put("AWS_LAMBDA_LOG_LEVEL", logging.applicationLevel().name());
    }
  }
}

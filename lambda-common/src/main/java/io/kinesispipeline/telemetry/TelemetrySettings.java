package io.kinesispipeline.telemetry;

import io.kinesispipeline.model.Names;

/**
 * What a function's environment variables say about its log lines and metrics.
 *
 * @param functionName the function's name, the dimension of its metrics
 * @param json whether each line is a JSON object; otherwise it is text
 * @param level what a line must have at least to be written
 * @param payloads whether lines show events
 */
public record TelemetrySettings(
    String functionName, boolean json, LogLevel level, boolean payloads) {
  /**
   * Reads the settings. Lambda itself sets <a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">all of them</a>
   * but {@code LOG_PAYLOADS}; where it sets none, lines are text, at level {@code INFO}.
   *
   * @param variables the environment variables; gets the problems
   * @return the settings
   */
  public static TelemetrySettings from(EnvironmentVariables variables) {
    return new TelemetrySettings(
        variables.text("AWS_LAMBDA_FUNCTION_NAME", "unknown"),
        variables.text("AWS_LAMBDA_LOG_FORMAT", "Text").equalsIgnoreCase("JSON"),
        LogLevel.parse(variables.text("AWS_LAMBDA_LOG_LEVEL", "INFO")),
        variables.flag(Names.LOG_PAYLOADS_VARIABLE, true));
  }
}

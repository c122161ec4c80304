package io.kinesispipeline.telemetry;

import io.kinesispipeline.model.Names;

/**
 * The settings of a function's log lines and metrics, from its environment variables.
 *
 * @param functionName the function's name, the dimension of its metrics
 * @param json whether each line is a JSON object; otherwise it is text
 * @param level the lowest level that is written
 * @param payloads whether lines can contain events
 */
public record TelemetrySettings(
    String functionName, boolean json, LogLevel level, boolean payloads) {
  /**
   * Reads the settings. Lambda sets <a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">all
   * variables</a> except {@code LOG_PAYLOADS}. Without them, lines are text at level {@code INFO}.
   *
   * @param variables the environment variables; errors are reported there
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

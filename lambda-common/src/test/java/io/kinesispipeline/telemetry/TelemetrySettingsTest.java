package io.kinesispipeline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetrySettingsTest {
  @Test
  void shouldBeText_whenLambdaSetsNothing() {
    assertThat(read(Map.of()))
        .isEqualTo(new TelemetrySettings("unknown", false, LogLevel.INFO, true));
  }

  @Test
  void shouldReadEveryVariable() {
    assertThat(
            read(
                Map.of(
                    "AWS_LAMBDA_FUNCTION_NAME", "my-function",
                    "AWS_LAMBDA_LOG_FORMAT", "JSON",
                    "AWS_LAMBDA_LOG_LEVEL", "WARN",
                    "LOG_PAYLOADS", "false")))
        .isEqualTo(new TelemetrySettings("my-function", true, LogLevel.WARN, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "TRUE", "0", "off"})
  void shouldSayWhatToDo_whenPayloadsVariableIsNotValid(String value) {
    EnvironmentVariables variables = new EnvironmentVariables(Map.of("LOG_PAYLOADS", value));
    TelemetrySettings.from(variables);
    assertThatIllegalStateException()
        .isThrownBy(variables::requireNoProblems)
        .withMessage(
            "the function's environment variables are wrong: LOG_PAYLOADS must be true or false,"
                + " was '"
                + value
                + "': correct it, or remove it to use true");
  }

  private static TelemetrySettings read(Map<String, String> environment) {
    EnvironmentVariables variables = new EnvironmentVariables(environment);
    TelemetrySettings settings = TelemetrySettings.from(variables);
    variables.requireNoProblems();
    return settings;
  }
}

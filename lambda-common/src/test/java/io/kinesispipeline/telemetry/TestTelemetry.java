package io.kinesispipeline.telemetry;

import io.kinesispipeline.test.CapturedOutput;
import io.localstream.fixtures.ManualTime;
import java.util.HashMap;
import java.util.Map;

/** Creates the telemetry of a function {@code my-function}, on a fixed clock. */
final class TestTelemetry {
  private TestTelemetry() {}

  static Telemetry writingTo(CapturedOutput output, Map<String, String> environment) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("AWS_LAMBDA_FUNCTION_NAME", "my-function");
    return new Telemetry(
        TelemetrySettings.from(new EnvironmentVariables(variables)),
        new ManualTime(),
        output.stream());
  }
}

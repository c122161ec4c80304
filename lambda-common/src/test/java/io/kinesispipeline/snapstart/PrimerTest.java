package io.kinesispipeline.snapstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import io.kinesispipeline.telemetry.EnvironmentVariables;
import io.kinesispipeline.telemetry.Telemetry;
import io.kinesispipeline.telemetry.TelemetrySettings;
import io.kinesispipeline.test.CapturedOutput;
import io.localstream.fixtures.ManualTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrimerTest {
  private final CapturedOutput output = new CapturedOutput();
  private final Primer primer =
      new Primer(
          new Telemetry(
              TelemetrySettings.from(
                  new EnvironmentVariables(Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON"))),
              new ManualTime(),
              output.stream()));

  /** A response that the runtime cannot serialize. */
  public static final class Unwritable {
    /** Fails. */
    public String getText() {
      return List.<String>of().get(0);
    }
  }

  @Test
  void shouldWriteNothing_whenAStepSucceeds() {
    primer.run("the conversion", () -> RuntimeSerializer.prime(new KinesisEvent(), Map.of()));
    assertThat(output.lines()).isEmpty();
  }

  @Test
  void shouldWriteOneWarning_whenTheSerializerFails() {
    primer.run(
        "the conversion", () -> RuntimeSerializer.prime(new KinesisEvent(), new Unwritable()));
    assertWarning("SnapStart: could not prime the conversion");
  }

  @Test
  void shouldWriteOneWarning_whenALibraryIsMissing() {
    primer.run(
        "the conversion",
        () -> {
          throw new NoClassDefFoundError("org/joda/time/DateTime");
        });
    assertWarning("java.lang.NoClassDefFoundError: org/joda/time/DateTime");
  }

  private void assertWarning(String message) {
    assertThat(output.jsonLogLines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.get("level").asText()).isEqualTo("WARN");
              assertThat(line.get("message").asText()).contains(message);
            });
  }
}

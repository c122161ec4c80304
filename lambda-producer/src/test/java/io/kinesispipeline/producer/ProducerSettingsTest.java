package io.kinesispipeline.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.kinesispipeline.model.Names;
import io.kinesispipeline.telemetry.LogLevel;
import io.kinesispipeline.telemetry.TelemetrySettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProducerSettingsTest {
  private static final TelemetrySettings TEXT =
      new TelemetrySettings("unknown", false, LogLevel.INFO, true);

  @Test
  void shouldSendOneEvent_whenOnlyStreamNameIsSet() {
    assertThat(ProducerSettings.from(Map.of("STREAM_NAME", "MyStream")))
        .isEqualTo(new ProducerSettings("MyStream", null, 1, 1 << 20, false, TEXT));
  }

  @Test
  void shouldReadEveryVariable() {
    assertThat(
            ProducerSettings.from(
                Map.of(
                    "STREAM_NAME_PARAMETER", "/streams/my-stream/name",
                    "EVENTS_PER_INVOCATION", "10000",
                    "MAX_RECORD_SIZE_KB", "10240",
                    "AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")))
        .isEqualTo(
            new ProducerSettings(null, "/streams/my-stream/name", 10_000, 10 << 20, true, TEXT));
  }

  @Test
  void shouldNotUseSnapStart_whenInitializationIsOnDemand() {
    assertThat(
            ProducerSettings.from(
                    Map.of("STREAM_NAME", "s", "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"))
                .snapStart())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10001", "-1", "1.5", "many", "", "99999999999"})
  void shouldSayWhatToDo_whenTheNumberOfEventsIsWrong(String events) {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                ProducerSettings.from(
                    Map.of("STREAM_NAME", "MyStream", "EVENTS_PER_INVOCATION", events)))
        .withMessageContaining(
            "EVENTS_PER_INVOCATION must be a whole number from 1 to 10,000, was '"
                + events
                + "': correct it");
  }

  @Test
  void shouldReportEveryProblem_whenThereAreSeveral() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                ProducerSettings.from(
                    Map.of(
                        "STREAM_NAME",
                        " ",
                        "EVENTS_PER_INVOCATION",
                        "x",
                        "MAX_RECORD_SIZE_KB",
                        "10241",
                        "LOG_PAYLOADS",
                        "some")))
        .withMessageContaining("neither STREAM_NAME nor STREAM_NAME_PARAMETER is set")
        .withMessageContaining(Names.STREAM_NAME_PARAMETER)
        .withMessageContaining("EVENTS_PER_INVOCATION")
        .withMessageContaining("MAX_RECORD_SIZE_KB must be a whole number from 1 to 10,240")
        .withMessageContaining("LOG_PAYLOADS must be true or false, was 'some'");
  }
}

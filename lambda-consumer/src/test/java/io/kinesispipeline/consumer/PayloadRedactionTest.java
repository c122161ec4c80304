package io.kinesispipeline.consumer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.amazonaws.services.lambda.runtime.api.client.UserFault;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.converters.LambdaErrorConverter;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.converters.XRayErrorCauseConverter;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kinesispipeline.model.EventJson;
import io.kinesispipeline.model.EventSample;
import io.kinesispipeline.model.MalformedEventException;
import io.kinesispipeline.telemetry.EnvironmentVariables;
import io.kinesispipeline.telemetry.Telemetry;
import io.kinesispipeline.telemetry.TelemetrySettings;
import io.kinesispipeline.test.CapturedOutput;
import io.kinesispipeline.test.InvocationContext;
import io.localstream.fixtures.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that neither the function nor Lambda's runtime writes the content of records. */
@Timeout(60)
class PayloadRedactionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GOOD = new String(EventSample.json(), UTF_8);
  private static final String DIGITS = "4929123412341234";

  /** Data that is malformed, each in a different way. */
  private static final List<String> MALFORMED =
      List.of(
          "",
          " ",
          "null",
          "SECRET",
          "\"SECRET\"",
          "'SECRET'",
          DIGITS,
          "[\"SECRET\"]",
          "[".repeat(2_000) + "\"SECRET\"",
          "{\"SECRET\":\"SECRET\"}",
          "{\"message\":\"SECRET\"}",
          "{\"message\":\"SECRET\",\"time\":null}",
          "{\"message\":null,\"time\":5,\"SECRET\":\"SECRET\"}",
          "{\"message\":\"m\",\"time\":\"SECRET\"}",
          "{\"message\":\"m\",\"time\":\"" + DIGITS + "\"}",
          "{\"message\":\"m\",\"time\":[\"SECRET\"]}",
          "{\"message\":\"m\",\"time\":{\"SECRET\":\"SECRET\"}}",
          "{\"message\":\"m\",\"time\":" + DIGITS + ".5}",
          "{\"message\":\"m\",\"time\":" + DIGITS.repeat(2) + "}",
          "{\"message\":\"m\",\"time\":" + DIGITS.repeat(100) + "}",
          "{\"message\":\"m\",\"time\":" + DIGITS + "e" + DIGITS + "}",
          "{\"message\":" + DIGITS + ",\"time\":5}",
          "{\"message\":" + DIGITS + ".25,\"time\":5}",
          "{\"message\":[\"SECRET\"],\"time\":5}",
          "{\"message\":{\"SECRET\":\"SECRET\"},\"time\":5}",
          "{\"message\":SECRET,\"time\":5}",
          "{\"message\":\"SECRET",
          "{\"message\":\"SECRET\nSECRET\",\"time\":5}",
          "{\"message\":\"SECRET\\xSECRET\",\"time\":5}",
          "{\"message\":\"SECRET\\uSECRET\",\"time\":5}",
          "{\"message\":\"SECRET\u00ff\",\"time\":5}",
          "{SECRET:\"SECRET\"}",
          "\u00fe\u00ffSECRET",
          "\u0000\u0000\u0000SECRET",
          GOOD + "SECRET",
          GOOD + GOOD,
          GOOD + DIGITS,
          "{\"message\":\"m\",\"time\":5,\"message\":\"SECRET\"}",
          "{\"message\":\"m\",\"time\":5,\"time\":\"SECRET\"}",
          "{\"message\":\"" + "SECRET".repeat(80_000) + "\",\"time\":null}");

  /** Exceptions that your code could throw. */
  private static final List<Throwable> THROWN =
      List.of(
          new IllegalStateException("SECRET", new IOException("SECRET")),
          new IOException("SECRET\nSECRET"),
          new MalformedEventException("SECRET"),
          new AssertionError("SECRET", new IOException("SECRET")),
          new InternalError("SECRET"),
          suppressing(new IllegalArgumentException("no")));

  private final CapturedOutput output = new CapturedOutput();
  private String reported = "";

  private static Throwable suppressing(Throwable e) {
    e.addSuppressed(new IOException("SECRET"));
    return e;
  }

  static Stream<Arguments> malformed() {
    return formats()
        .flatMap(
            format ->
                MALFORMED.stream()
                    .filter(PayloadRedactionTest::isMalformed)
                    .flatMap(
                        data -> Stream.of(1, 2).map(size -> Arguments.of(format, size, data))));
  }

  /** Excludes data that is valid for a changed event: {@code EventJsonTest} has those cases. */
  private static boolean isMalformed(String data) {
    return catchThrowable(() -> EventJson.read(data.getBytes(ISO_8859_1)))
        instanceof MalformedEventException;
  }

  static Stream<Arguments> thrown() {
    return formats()
        .flatMap(
            format ->
                THROWN.stream()
                    .flatMap(
                        thrown -> Stream.of(1, 2).map(size -> Arguments.of(format, size, thrown))));
  }

  private static Stream<String> formats() {
    return Stream.of("JSON", "Text");
  }

  @ParameterizedTest(name = "[{index}] {0}, batch of {1}")
  @MethodSource("malformed")
  void shouldWriteOneLineWithoutContent_whenRecordIsMalformed(
      String format, int size, String data) {
    for (String payloads : List.of("true", "false")) {
      int before = output.logLines().size();
      invoke(format, payloads, size, data, (event, record, log) -> {});
      assertThat(output.logLines()).as("log lines").hasSize(before + 1);
      assertThat(message(format, output.logLines().get(before)))
          .startsWith("Consumer malformed: shardId-000000000000:100: not an event: ")
          .hasSizeLessThan(300);
    }
    assertNothingLeaks();
  }

  @ParameterizedTest(name = "[{index}] {0}, batch of {1}: {2}")
  @MethodSource("thrown")
  void shouldWriteOnlyClassesAndFrames_whenProcessorFailsAndPayloadsAreOff(
      String format, int size, Throwable thrown) {
    invoke(
        format,
        "false",
        size,
        GOOD,
        (event, record, log) -> {
          log.info("Consumer received", event);
          if (thrown instanceof Error error) {
            throw error;
          }
          throw (Exception) thrown;
        });
    assertThat(String.join("\n", output.logLines()))
        .contains("shardId-000000000000:100: " + thrown.getClass().getName());
    assertNothingLeaks();
  }

  private void assertNothingLeaks() {
    assertThat(String.join("\n", output.lines()) + reported)
        .doesNotContain("SECRET", DIGITS, "U0VDUkVU", GOOD);
  }

  private static String message(String format, String line) {
    try {
      return format.equals("JSON") ? JSON.readTree(line).get("message").asText() : line;
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }

  /** Writes an exception of the handler to the log and to the error response, as Lambda does. */
  private void invoke(
      String format, String payloads, int size, String data, RecordProcessor processor) {
    TelemetrySettings settings =
        TelemetrySettings.from(
            new EnvironmentVariables(
                Map.of("AWS_LAMBDA_LOG_FORMAT", format, "LOG_PAYLOADS", payloads)));
    ConsumerHandler handler =
        new ConsumerHandler(processor, new Telemetry(settings, new ManualTime(), output.stream()));
    byte[][] records = new byte[size][];
    for (int i = 0; i < size; i++) {
      records[i] = (i == 0 ? data : GOOD).getBytes(ISO_8859_1);
    }
    Throwable thrown =
        catchThrowable(
            () ->
                reported +=
                    handler.handleRequest(
                        Batches.of(records),
                        new InvocationContext("request-1", Duration.ofSeconds(10))));
    if (thrown != null) {
      reported += reportAsRuntime(thrown);
    }
    assertThat(reported).isNotEmpty();
  }

  private static String reportAsRuntime(Throwable thrown) {
    try {
      return UserFault.makeUserFault(UserFault.filterStackTrace(thrown)).reportableError()
          + JSON.writeValueAsString(LambdaErrorConverter.fromThrowable(thrown))
          + JSON.writeValueAsString(XRayErrorCauseConverter.fromThrowable(thrown));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}

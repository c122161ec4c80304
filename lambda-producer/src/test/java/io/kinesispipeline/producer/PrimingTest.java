package io.kinesispipeline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.kinesispipeline.model.EventSample;
import io.kinesispipeline.telemetry.LogLevel;
import io.kinesispipeline.telemetry.Telemetry;
import io.kinesispipeline.telemetry.TelemetrySettings;
import io.kinesispipeline.test.CapturedOutput;
import io.kinesispipeline.test.InvocationContext;
import io.localstream.fixtures.KinesisStub;
import io.localstream.fixtures.ManualTime;
import io.localstream.sender.KinesisClients;
import io.localstream.sender.Timing;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

class PrimingTest {
  private static final TelemetrySettings JSON_LINES =
      new TelemetrySettings("my-function", true, LogLevel.INFO, true);

  private final ManualTime time = new ManualTime();
  private final CapturedOutput output = new CapturedOutput();
  private final List<String> calls = new ArrayList<>();
  private final PrintStream standardOutput = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private KinesisStub stub;
  private KinesisClient kinesis;

  @BeforeEach
  void open() throws Exception {
    stub = new KinesisStub();
    AwsCredentialsProvider noCredentials =
        () -> {
          calls.add("credentials");
          throw new IllegalStateException("credentials must not be resolved before the restore");
        };
    kinesis =
        KinesisClient.builder().region(Region.EU_WEST_1).credentialsProvider(noCredentials).build();
    System.setOut(new PrintStream(printed, true));
  }

  @AfterEach
  void close() {
    System.setOut(standardOutput);
    kinesis.close();
    stub.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void shouldHaveNoSideEffects_inBothSdkProtocols(String cbor) throws Exception {
    System.setProperty("aws.cborEnabled", cbor);
    handler(kinesis).beforeCheckpoint(null);
    assertThat(stub.requests()).as("on the stream").isEmpty();
    assertThat(output.lines()).as("log lines and metrics").isEmpty();
    assertThat(printed.size()).as("standard output").isZero();
    assertThat(calls).as("generator, parameters, credentials").isEmpty();
  }

  @Test
  void shouldNotChangeFirstInvocation() throws Exception {
    try (KinesisClient real = KinesisClients.create(Region.EU_WEST_1)) {
      ProducerHandler handler = handler(real);
      handler.beforeCheckpoint(null);
      time.sleep(Duration.ofDays(3));
      handler.handleRequest(
          new ScheduledEvent(), new InvocationContext("request-1", Duration.ofSeconds(60)));
    }
    assertThat(stub.accepted())
        .containsExactly(
            new KinesisStub.Record(
                "MyStream", "request-1-0", new String(EventSample.json(), UTF_8)));
    assertThat(output.jsonLogLines())
        .singleElement()
        .extracting(line -> line.get("timestamp").asText())
        .isEqualTo("2025-06-05T12:00:00.000Z");
    assertThat(output.metricLines()).hasSize(1);
  }

  @Test
  void shouldResolveCredentials_whenItSends() {
    ProducerHandler handler = handler(kinesis);
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                handler.handleRequest(
                    new ScheduledEvent(),
                    new InvocationContext("request-1", Duration.ofSeconds(60))))
        .withMessageContaining("before the restore");
  }

  private ProducerHandler handler(KinesisClient client) {
    EventGenerator generator =
        (trigger, index) -> {
          calls.add("generator");
          return EventSample.event();
        };
    return new ProducerHandler(
        new ProducerSettings(null, "/the/parameter", 1, 1 << 20, true, null),
        generator,
        client,
        parameter -> {
          calls.add("parameters");
          return "MyStream";
        },
        new Timing(time, ManualTime::backoff, time::sleep),
        new Telemetry(JSON_LINES, time, output.stream()));
  }
}

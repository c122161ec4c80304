package io.kinesispipeline.producer;

import static io.localstream.fixtures.KinesisStub.Reply.failing;
import static io.localstream.fixtures.KinesisStub.Reply.rejecting;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.kinesispipeline.model.Event;
import io.kinesispipeline.model.EventSample;
import io.kinesispipeline.telemetry.EnvironmentVariables;
import io.kinesispipeline.telemetry.RedactedError;
import io.kinesispipeline.telemetry.Telemetry;
import io.kinesispipeline.telemetry.TelemetrySettings;
import io.kinesispipeline.test.CapturedOutput;
import io.kinesispipeline.test.InvocationContext;
import io.localstream.fixtures.KinesisStub;
import io.localstream.fixtures.ManualTime;
import io.localstream.sender.KinesisClients;
import io.localstream.sender.RecordsNotAcceptedException;
import io.localstream.sender.Timing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.joda.time.DateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

class ProducerHandlerTest {
  private static final ScheduledEvent SCHEDULED = scheduled();

  /** The event that Lambda deserializes from {@code {}}. */
  private static final ScheduledEvent BY_HAND = new ScheduledEvent();

  private static final String EVENT = new String(EventSample.json(), UTF_8);
  private static final EventGenerator SAMPLES = (trigger, index) -> EventSample.event();

  private final ManualTime time = new ManualTime();
  private final CapturedOutput output = new CapturedOutput();
  private final Map<String, String> environment =
      new HashMap<>(Map.of("AWS_LAMBDA_FUNCTION_NAME", "my-function"));
  private final List<String> lookUps = new ArrayList<>();
  private KinesisStub stub;
  private KinesisClient kinesis;

  @BeforeEach
  void open() throws IOException {
    stub = new KinesisStub();
    kinesis = KinesisClients.create(Region.EU_WEST_1);
  }

  @AfterEach
  void close() {
    kinesis.close();
    stub.close();
  }

  @Test
  void shouldPutOneEventAndLogIt_whenTheScheduleFires() {
    assertThat(invoke(handler(1), SCHEDULED)).isEqualTo(1);
    assertThat(stub.accepted())
        .containsExactly(new KinesisStub.Record("MyStream", "event-1-0", EVENT));
    assertThat(stub.requests())
        .extracting(KinesisStub.Request::operation)
        .containsExactly("PutRecord");
    assertThat(output.logLines()).containsExactly("Producer sent: " + EVENT);
  }

  @Test
  void shouldPutSeveralEventsInOneRequest_eachWithItsOwnKey() {
    assertThat(invoke(handler(3), SCHEDULED)).isEqualTo(3);
    assertThat(stub.requests()).hasSize(1);
    assertThat(stub.requests().get(0).keys())
        .containsExactly("event-1-0", "event-1-1", "event-1-2");
  }

  @Test
  void shouldUseFewestRequests_whenEachEventHasItsOwnKey() {
    invoke(handler(1_000), SCHEDULED);
    assertThat(stub.requests()).extracting(r -> r.records().size()).containsExactly(500, 500);
  }

  @Test
  void shouldReportExceptionOfGeneratorWithoutMessage_whenPayloadsAreOff() {
    environment.putAll(Map.of("LOG_PAYLOADS", "false"));
    ProducerHandler handler = failingWith(new IllegalStateException("SECRET"));
    assertThatExceptionOfType(RedactedError.class)
        .isThrownBy(() -> invoke(handler, SCHEDULED))
        .withMessage("java.lang.IllegalStateException")
        .withNoCause();
  }

  @Test
  void shouldThrowExceptionOfGenerator_byDefault() {
    ProducerHandler handler = failingWith(new IllegalStateException("no such article"));
    assertThatIllegalStateException()
        .isThrownBy(() -> invoke(handler, SCHEDULED))
        .withMessage("no such article");
  }

  @Test
  void shouldGenerateSameEvents_whenInvocationIsRetried() {
    ProducerHandler handler = handler(2);
    invoke(handler, SCHEDULED);
    invoke(handler, SCHEDULED);
    assertThat(stub.requests().get(1)).isEqualTo(stub.requests().get(0));
  }

  @Test
  void shouldUseRequestIdAndCurrentTimeAsTrigger_whenInvokedManually() {
    List<Trigger> triggers = new ArrayList<>();
    EventGenerator generator =
        (trigger, index) -> {
          triggers.add(trigger);
          return EventSample.event();
        };
    invoke(handler(settings("MyStream", null, 1), generator), BY_HAND);
    assertThat(triggers).containsExactly(new Trigger("request-1", time.instant()));
  }

  @Test
  void shouldUsePartitionKeysOfGenerator() {
    EventGenerator ofTwoCustomers =
        new EventGenerator() {
          @Override
          public Event generate(Trigger trigger, int index) {
            return EventSample.event();
          }

          @Override
          public String partitionKey(Trigger trigger, int index, Event event) {
            return "customer-" + index % 2;
          }
        };
    invoke(handler(settings("MyStream", null, 4), ofTwoCustomers), SCHEDULED);
    assertThat(stub.requests())
        .extracting(KinesisStub.Request::keys)
        .containsExactly(List.of("customer-0", "customer-1"), List.of("customer-0", "customer-1"));
  }

  @Test
  void shouldLogOnlyAcceptedEventsAndFail_whenTimeRunsOut() {
    stub.willReply(
        rejecting("ProvisionedThroughputExceededException", 1), failing(503, "Unavailable"));
    ProducerHandler handler = handler(2);
    assertThatExceptionOfType(RecordsNotAcceptedException.class)
        .isThrownBy(() -> invoke(handler, SCHEDULED, Duration.ofSeconds(10)))
        .withMessageStartingWith(
            "stream MyStream did not accept 1 of 2 records in time: Unavailable (1): refused");
    assertThat(output.logLines()).containsExactly("Producer sent: " + EVENT);
  }

  @Test
  void shouldReserveTimeForLastRequest_whenItRetries() {
    stub.willReply(
        failing(500, "InternalFailure"),
        failing(500, "InternalFailure"),
        failing(500, "InternalFailure"));
    ProducerHandler handler = handler(1);
    assertThatExceptionOfType(RecordsNotAcceptedException.class)
        .isThrownBy(() -> invoke(handler, SCHEDULED, Duration.ofSeconds(10)));
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void shouldSendAllEvents_whenTimeoutIsShort() {
    assertThat(invoke(handler(1_000), SCHEDULED, Duration.ofSeconds(5))).isEqualTo(1000);
  }

  @Test
  void shouldNameEvent_whenGeneratorReturnsNull() {
    ProducerHandler handler = handler(settings("MyStream", null, 2), (trigger, index) -> null);
    assertThatNullPointerException()
        .isThrownBy(() -> invoke(handler, SCHEDULED))
        .withMessageContaining("event 0");
  }

  @Test
  void shouldIdentifyRecordInLogLine_whenFormatIsJson() {
    environment.putAll(Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON"));
    invoke(handler(2), SCHEDULED);
    assertThat(output.jsonLogLines())
        .hasSize(2)
        .last()
        .hasToString(
            "{\"timestamp\":\"2025-06-02T12:00:00.000Z\",\"level\":\"INFO\","
                + "\"AWSRequestId\":\"request-1\","
                + "\"message\":\"Producer sent: "
                + EVENT.replace("\"", "\\\"")
                + "\",\"shardId\":\"shardId-000000000000\",\"sequenceNumber\":\"2\","
                + "\"partitionKey\":\"event-1-1\"}");
  }

  @Test
  void shouldWriteItsMetrics_andNoLinesBelowTheLevel_whenTheLevelIsWarn() {
    environment.putAll(Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON", "AWS_LAMBDA_LOG_LEVEL", "WARN"));
    invoke(handler(3), SCHEDULED);
    assertThat(output.logLines()).isEmpty();
    assertMetrics(3, 0);
    assertThat(output.metricLines().get(0).get("level").asText()).isEqualTo("WARN");
  }

  @Test
  void shouldCountRejectedEvents_whenInvocationFails() {
    stub.willReply(
        rejecting("ProvisionedThroughputExceededException", 1, 2), failing(400, "AccessDenied"));
    ProducerHandler handler = handler(3);
    assertThatExceptionOfType(RecordsNotAcceptedException.class)
        .isThrownBy(() -> invoke(handler, SCHEDULED));
    assertMetrics(1, 2);
  }

  @Test
  void shouldCountNoEvents_whenGeneratorFails() {
    ProducerHandler handler = handler(3);
    assertThatIllegalArgumentException().isThrownBy(() -> invoke(handler, null));
    assertMetrics(0, 0);
  }

  private void assertMetrics(int produced, int rejected) {
    assertThat(output.metricLines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.get("FunctionName").asText()).isEqualTo("my-function");
              assertThat(line.get("EventsProduced").asInt(-1)).isEqualTo(produced);
              assertThat(line.get("EventsRejected").asInt(-1)).isEqualTo(rejected);
            });
  }

  @Test
  void shouldReadStreamNameOnceAtStart_whenOnlyParameterIsSet() {
    ProducerHandler handler = lookingUp(false, name -> "FoundStream");
    assertThat(lookUps).containsExactly("/the/parameter");
    invoke(handler, BY_HAND);
    invoke(handler, BY_HAND);
    assertThat(lookUps).hasSize(1);
    assertThat(stub.accepted()).extracting(KinesisStub.Record::stream).containsOnly("FoundStream");
  }

  @Test
  void shouldReadStreamNameAfterRestoreOnly_whenSnapStartIsOn() throws Exception {
    ProducerHandler handler = lookingUp(true, name -> "FoundStream");
    handler.beforeCheckpoint(null);
    assertThat(lookUps).isEmpty();
    handler.afterRestore(null);
    assertThat(lookUps).hasSize(1);
    invoke(handler, BY_HAND);
    assertThat(lookUps).hasSize(1);
  }

  @Test
  void shouldReadStreamNameAgain_whenItFailedBefore() {
    ProducerHandler handler =
        lookingUp(
            true,
            name -> {
              if (lookUps.size() == 1) {
                throw new IllegalStateException("not there");
              }
              return "FoundStream";
            });
    assertThatIllegalStateException().isThrownBy(() -> handler.afterRestore(null));
    invoke(handler, BY_HAND);
    assertThat(stub.accepted()).extracting(KinesisStub.Record::stream).containsOnly("FoundStream");
  }

  @Test
  void shouldNotReadParameter_whenNameIsSetToo() {
    ProducerHandler handler = handler(settings("MyStream", "/p", 1), SAMPLES);
    invoke(handler, BY_HAND);
    assertThat(lookUps).isEmpty();
  }

  @Test
  void shouldSendNothing_whenEventIsTooLargeForStream() {
    int bytes = "event-1-0".length() + EVENT.getBytes(UTF_8).length;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> invoke(handler(taking(bytes - 1), SAMPLES), SCHEDULED))
        .withMessageContaining("the stream accepts at most %,d".formatted(bytes - 1));
    assertThat(stub.requests()).isEmpty();
    assertThat(invoke(handler(taking(bytes), SAMPLES), SCHEDULED)).isEqualTo(1);
  }

  private static ProducerSettings taking(int maxRecordBytes) {
    return new ProducerSettings("MyStream", null, 1, maxRecordBytes, false, null);
  }

  private ProducerHandler handler(int events) {
    return handler(settings("MyStream", null, events), SAMPLES);
  }

  private ProducerHandler failingWith(RuntimeException failure) {
    return handler(
        settings("MyStream", null, 1),
        (trigger, index) -> {
          throw failure;
        });
  }

  private static ProducerSettings settings(String stream, String parameter, int events) {
    return new ProducerSettings(stream, parameter, events, 1 << 20, false, null);
  }

  private ProducerHandler handler(ProducerSettings settings, EventGenerator generator) {
    return new ProducerHandler(
        settings, generator, kinesis, this::neverFinds, timing(), telemetry());
  }

  private ProducerHandler lookingUp(boolean snapStart, UnaryOperator<String> parameters) {
    return new ProducerHandler(
        new ProducerSettings(null, "/the/parameter", 1, 1 << 20, snapStart, null),
        SAMPLES,
        kinesis,
        name -> {
          lookUps.add(name);
          return parameters.apply(name);
        },
        timing(),
        telemetry());
  }

  private Timing timing() {
    return new Timing(time, ManualTime::backoff, time::sleep);
  }

  private Telemetry telemetry() {
    return new Telemetry(
        TelemetrySettings.from(new EnvironmentVariables(environment)), time, output.stream());
  }

  private String neverFinds(String parameter) {
    lookUps.add(parameter);
    throw new IllegalStateException("no look-up was expected");
  }

  private static int invoke(ProducerHandler handler, ScheduledEvent event) {
    return invoke(handler, event, Duration.ofSeconds(60));
  }

  private static int invoke(ProducerHandler handler, ScheduledEvent event, Duration remaining) {
    return handler.handleRequest(event, new InvocationContext("request-1", remaining)).sent();
  }

  private static ScheduledEvent scheduled() {
    ScheduledEvent event = new ScheduledEvent();
    event.setId("event-1");
    event.setTime(DateTime.parse("2025-06-02T12:02:44Z"));
    return event;
  }
}

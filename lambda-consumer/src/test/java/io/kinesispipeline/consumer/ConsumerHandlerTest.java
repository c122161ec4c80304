package io.kinesispipeline.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.UserFault;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.fasterxml.jackson.databind.JsonNode;
import io.kinesispipeline.model.MalformedEventException;
import io.kinesispipeline.telemetry.EnvironmentVariables;
import io.kinesispipeline.telemetry.Telemetry;
import io.kinesispipeline.telemetry.TelemetrySettings;
import io.kinesispipeline.test.CapturedOutput;
import io.kinesispipeline.test.InvocationContext;
import io.localstream.fixtures.ManualTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerHandlerTest {
  private static final Context CONTEXT = new InvocationContext("request-1", Duration.ofSeconds(10));
  private static final Map<String, String> JSON_LINES = Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON");
  private static final String MALFORMED = "{\"message\":\"no time\"}";

  private final ManualTime time = new ManualTime();
  private final CapturedOutput output = new CapturedOutput();
  private final Map<String, String> environment =
      new HashMap<>(Map.of("AWS_LAMBDA_FUNCTION_NAME", "my-function"));
  private final List<String> processed = new ArrayList<>();

  @Test
  void shouldLogEveryEventInOrder_byDefault() {
    assertThat(invoke(handler(new LoggingProcessor()), batch(event("Hello"), event("Grüße"))))
        .isEmpty();
    assertThat(output.logLines())
        .containsExactly(
            "Consumer received: {\"message\":\"Hello\",\"time\":5}",
            "Consumer received: {\"message\":\"Grüße\",\"time\":5}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSON", "Text"})
  void shouldLeaveNoTrace_whenItIsPrimedBeforeASnapshot(String format) {
    environment.putAll(Map.of("AWS_LAMBDA_LOG_FORMAT", format));
    PrintStream standardOutput = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      handler((event, record, log) -> processed.add(event.message())).beforeCheckpoint(null);
    } finally {
      System.setOut(standardOutput);
    }
    assertThat(processed).isEmpty();
    assertThat(output.lines()).isEmpty();
    assertThat(printed.size()).isZero();
  }

  @Test
  void shouldReportNothing_whenTheBatchIsEmpty() {
    assertThat(failures(batch())).isEmpty();
  }

  @Test
  void shouldGiveTheProcessorTheRecord() {
    List<StreamRecord> records = new ArrayList<>();
    invoke(handler((event, record, log) -> records.add(record)), batch(event("a")));
    assertThat(records)
        .extracting(StreamRecord::eventId, StreamRecord::partitionKey)
        .containsExactly(tuple("shardId-000000000000:100", "key-0"));
  }

  @Test
  void shouldReportTheFirstFailureAndStopThere_whenALaterRecordFails() {
    assertThat(failures(batch(event("a"), event("fail"), event("fail"), event("c"))))
        .containsExactly("101");
    assertThat(processed).containsExactly("a", "fail");
  }

  @Test
  void shouldReportTheFirstFailure_whenALaterRecordIsMalformed() {
    assertThat(failures(batch(event("a"), event("b"), MALFORMED, event("c"))))
        .containsExactly("102");
    assertThat(processed).containsExactly("a", "b");
  }

  @Test
  void shouldFailTheInvocation_whenTheFirstOfSeveralRecordsFails() {
    assertThatExceptionOfType(FirstRecordFailedException.class)
        .isThrownBy(() -> failures(batch(event("fail"), event("b"))))
        .withMessage(
            "the first of 2 records failed, so the batch is to be halved: shardId-000000000000:100")
        .withNoCause();
    assertThat(processed).containsExactly("fail");
  }

  @Test
  void shouldBeOneLineInTheRuntimesOwnWords_whenTheInvocationFails() {
    assertThatExceptionOfType(FirstRecordFailedException.class)
        .isThrownBy(() -> failures(batch(MALFORMED, event("b"))))
        .satisfies(
            e ->
                assertThat(UserFault.makeUserFault(e).reportableError().strip())
                    .hasLineCount(1)
                    .startsWith("the first of 2 records failed"));
    assertThat(output.logLines()).hasSize(1);
  }

  @Test
  void shouldFailTheInvocation_whenTheFirstOfSeveralRecordsIsMalformed() {
    assertThatExceptionOfType(FirstRecordFailedException.class)
        .isThrownBy(() -> failures(batch(MALFORMED, event("b"))))
        .withNoCause();
    assertThat(processed).isEmpty();
  }

  @Test
  void shouldReportALoneRecord_whenItFails() {
    assertThat(failures(batch(event("fail")))).containsExactly("100");
  }

  @Test
  void shouldReportALoneRecord_whenItIsMalformed() {
    assertThat(failures(batch(""))).containsExactly("100");
  }

  @Test
  void shouldLogAFailureInOneLineAndItsTraceOnce_whenItIsReported() {
    failures(batch(event("a"), event("fail")));
    assertThat(output.logLines())
        .startsWith(
            "Consumer failed: shardId-000000000000:101:"
                + " java.lang.IllegalStateException: cannot process fail")
        .filteredOn(line -> line.startsWith("\tat " + getClass().getName() + ".work"))
        .hasSize(1);
  }

  @Test
  void shouldLogAMalformedRecordApart_inOneLine() {
    failures(batch(event("a"), MALFORMED));
    assertThat(output.logLines())
        .singleElement()
        .asString()
        .startsWith("Consumer malformed: shardId-000000000000:101: not an event: field 'time'");
  }

  @Test
  void shouldTakeTheProcessorsWord_whenItSaysMalformed() {
    ConsumerHandler handler =
        handler(
            (event, record, log) -> {
              throw new MalformedEventException("no such\ncustomer");
            });
    assertThat(invoke(handler, batch(event("a")))).containsExactly("100");
    assertThat(output.logLines())
        .containsExactly("Consumer malformed: shardId-000000000000:100: no such customer");
  }

  @Test
  void shouldNameTheRecordInItsLogLine_whenLinesAreJson() {
    environment.putAll(JSON_LINES);
    invoke(handler(new LoggingProcessor()), batch(event("Hello")));
    assertThat(output.logLines())
        .containsExactly(
            "{\"timestamp\":\"2025-06-02T12:00:00.000Z\",\"level\":\"INFO\","
                + "\"AWSRequestId\":\"request-1\",\"message\":"
                + "\"Consumer received: {\\\"message\\\":\\\"Hello\\\",\\\"time\\\":5}\","
                + "\"shardId\":\"shardId-000000000000\",\"sequenceNumber\":\"100\","
                + "\"partitionKey\":\"key-0\"}");
  }

  @Test
  void shouldLeaveEventsOut_whenPayloadsAreOff() {
    environment.putAll(Map.of("LOG_PAYLOADS", "false"));
    invoke(handler(new LoggingProcessor()), batch(event("Hello")));
    assertThat(output.logLines()).containsExactly("Consumer received");
  }

  @Test
  void shouldNameTheRecordInItsProcessorsLines_whenLinesAreJson() {
    environment.putAll(Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON", "AWS_LAMBDA_LOG_LEVEL", "DEBUG"));
    RecordProcessor chatty =
        (event, record, log) -> {
          log.debug("looking");
          log.info("found");
          log.warn("late");
        };
    invoke(handler(chatty), batch(event("a"), event("b")));
    assertThat(output.jsonLogLines())
        .extracting(line -> line.get("level").asText() + " " + line.get("sequenceNumber").asText())
        .containsExactly("DEBUG 100", "INFO 100", "WARN 100", "DEBUG 101", "INFO 101", "WARN 101");
  }

  @Test
  void shouldLogAFailureAsOneObject_whenLinesAreJson() {
    environment.putAll(JSON_LINES);
    failures(batch(event("a"), event("fail")));
    JsonNode line = output.jsonLogLines().get(0);
    assertThat(output.jsonLogLines()).hasSize(1);
    assertThat(line.get("level").asText()).isEqualTo("ERROR");
    assertThat(line.get("message").asText())
        .startsWith("Consumer failed: shardId-000000000000:101");
    assertThat(line.get("sequenceNumber").asText()).isEqualTo("101");
    assertThat(line.get("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.get("errorMessage").asText()).isEqualTo("cannot process\nfail");
    assertThat(line.get("stackTrace").asText()).contains("\tat " + getClass().getName());
  }

  @Test
  void shouldWriteItsMetrics_andNoLinesBelowTheLevel_whenTheLevelIsWarn() {
    environment.putAll(Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON", "AWS_LAMBDA_LOG_LEVEL", "WARN"));
    invoke(handler(new LoggingProcessor()), batch(event("a"), event("b")));
    assertThat(output.logLines()).isEmpty();
    assertMetrics(2, 0);
    assertThat(output.metricLines().get(0).get("level").asText()).isEqualTo("WARN");
  }

  @Test
  void shouldMeasureFromTheEventsTimeToTheEndOfItsProcessing() {
    long now = time.instant().toEpochMilli();
    RecordProcessor slow = (event, record, log) -> time.sleep(Duration.ofMillis(30));
    invoke(handler(slow), batch(event("a", now - 500), event("b", now + 5_000)));
    assertThat(output.metricLines().get(0).get("EndToEndLatency")).hasToString("[530,0]");
  }

  @Test
  void shouldWriteEveryLatency_whenTheBatchIsLarge() {
    String[] events = IntStream.range(0, 250).mapToObj(i -> event("a")).toArray(String[]::new);
    failures(batch(events));
    assertThat(output.metricLines())
        .extracting(line -> line.get("EndToEndLatency").size())
        .containsExactly(100, 100, 50);
    assertThat(output.metricLines()).filteredOn(line -> line.has("EventsConsumed")).hasSize(1);
  }

  @Test
  void shouldCountWhatFailed_whenItIsReported() {
    failures(batch(event("a"), event("b"), MALFORMED, event("c")));
    assertMetrics(2, 1);
  }

  @Test
  void shouldCountWhatFailed_whenTheInvocationFails() {
    assertThatExceptionOfType(FirstRecordFailedException.class)
        .isThrownBy(() -> failures(batch(event("fail"), event("b"))));
    assertMetrics(0, 1);
    assertThat(output.metricLines().get(0).has("EndToEndLatency")).isFalse();
  }

  @Test
  void shouldSayWhatToDo_whenPayloadsAreNeitherOnNorOff() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ConsumerHandler.settings(Map.of("LOG_PAYLOADS", "maybe")))
        .withMessageContaining("LOG_PAYLOADS must be true or false, was 'maybe'");
  }

  private void assertMetrics(int consumed, int failed) {
    assertThat(output.metricLines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.get("FunctionName").asText()).isEqualTo("my-function");
              assertThat(line.get("EventsConsumed").asInt(-1)).isEqualTo(consumed);
              assertThat(line.get("EventsFailed").asInt(-1)).isEqualTo(failed);
            });
  }

  @Test
  void shouldLetErrorsPass_withTheRecordNamedInTheLog() {
    ConsumerHandler handler =
        handler(
            (event, record, log) -> {
              throw new StackOverflowError();
            });
    assertThatExceptionOfType(StackOverflowError.class)
        .isThrownBy(() -> invoke(handler, batch(event("a"))));
    assertThat(output.logLines())
        .startsWith("Consumer failed: shardId-000000000000:100: java.lang.StackOverflowError");
    assertMetrics(0, 1);
  }

  @Test
  void shouldStayInterrupted_whenTheProcessorIsInterrupted() {
    ConsumerHandler handler =
        handler(
            (event, record, log) -> {
              throw new InterruptedException();
            });
    assertThat(invoke(handler, batch(event("a")))).containsExactly("100");
    assertThat(Thread.interrupted()).isTrue();
  }

  private List<String> failures(KinesisEvent batch) {
    return invoke(handler((event, record, log) -> work(event.message())), batch);
  }

  private void work(String message) {
    processed.add(message);
    if (message.equals("fail")) {
      throw new IllegalStateException("cannot process\n" + message);
    }
  }

  private static List<String> invoke(ConsumerHandler handler, KinesisEvent batch) {
    return handler.handleRequest(batch, CONTEXT).getBatchItemFailures().stream()
        .map(BatchItemFailure::getItemIdentifier)
        .toList();
  }

  private ConsumerHandler handler(RecordProcessor processor) {
    TelemetrySettings settings = TelemetrySettings.from(new EnvironmentVariables(environment));
    return new ConsumerHandler(processor, new Telemetry(settings, time, output.stream()));
  }

  private static String event(String message) {
    return event(message, 5);
  }

  private static String event(String message, long time) {
    return "{\"message\":\"" + message + "\",\"time\":" + time + "}";
  }

  private static KinesisEvent batch(String... data) {
    return Batches.of(Stream.of(data).map(each -> each.getBytes(UTF_8)).toArray(byte[][]::new));
  }
}

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
import io.kinesispipeline.model.EventSample;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerHandlerTest {
  private static final Context CONTEXT = new InvocationContext("request-1", Duration.ofSeconds(10));
  private static final Map<String, String> JSON_LINES = Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON");
  private static final byte[] EVENT = EventSample.json();
  private static final byte[] MALFORMED = "[]".getBytes(UTF_8);

  private final ManualTime time = new ManualTime();
  private final CapturedOutput output = new CapturedOutput();
  private final Map<String, String> environment =
      new HashMap<>(Map.of("AWS_LAMBDA_FUNCTION_NAME", "my-function"));
  private final List<String> processed = new ArrayList<>();
  private final Set<String> failing = new HashSet<>();

  @ParameterizedTest
  @ValueSource(strings = {"JSON", "Text"})
  void shouldHaveNoSideEffects_whenPrimedBeforeSnapshot(String format) {
    environment.putAll(Map.of("AWS_LAMBDA_LOG_FORMAT", format));
    PrintStream standardOutput = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      handler((event, record, log) -> processed.add(record.sequenceNumber()))
          .beforeCheckpoint(null);
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
  void shouldPassRecordToProcessor() {
    List<StreamRecord> records = new ArrayList<>();
    invoke(handler((event, record, log) -> records.add(record)), batch(EVENT));
    assertThat(records)
        .extracting(StreamRecord::eventId, StreamRecord::partitionKey)
        .containsExactly(tuple("shardId-000000000000:100", "key-0"));
  }

  @Test
  void shouldReportFirstFailureAndStop_whenLaterRecordFails() {
    failing.addAll(Set.of("101", "102"));
    assertThat(failures(batch(EVENT, EVENT, EVENT, EVENT))).containsExactly("101");
    assertThat(processed).containsExactly("100", "101");
  }

  @Test
  void shouldReportTheFirstFailure_whenALaterRecordIsMalformed() {
    assertThat(failures(batch(EVENT, EVENT, MALFORMED, EVENT))).containsExactly("102");
    assertThat(processed).containsExactly("100", "101");
  }

  @Test
  void shouldFailTheInvocation_whenTheFirstOfSeveralRecordsFails() {
    failing.addAll(Set.of("100"));
    assertThatExceptionOfType(FirstRecordFailedException.class)
        .isThrownBy(() -> failures(batch(EVENT, EVENT)))
        .withMessage(
            "the first of 2 records failed; the invocation fails so that Lambda bisects the batch:"
                + " shardId-000000000000:100")
        .withNoCause();
    assertThat(processed).containsExactly("100");
  }

  @Test
  void shouldBeLoggedInOneLineByRuntime_whenInvocationFails() {
    assertThatExceptionOfType(FirstRecordFailedException.class)
        .isThrownBy(() -> failures(batch(MALFORMED, EVENT)))
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
        .isThrownBy(() -> failures(batch(MALFORMED, EVENT)))
        .withNoCause();
    assertThat(processed).isEmpty();
  }

  @Test
  void shouldReportRecord_whenOnlyRecordOfBatchFails() {
    failing.addAll(Set.of("100"));
    assertThat(failures(batch(EVENT))).containsExactly("100");
  }

  @Test
  void shouldReportRecord_whenOnlyRecordOfBatchIsMalformed() {
    assertThat(failures(batch(new byte[0]))).containsExactly("100");
  }

  @Test
  void shouldLogFailureInOneLineAndStackTraceOnce() {
    failing.addAll(Set.of("101"));
    failures(batch(EVENT, EVENT));
    assertThat(output.logLines())
        .startsWith(
            "Consumer failed: shardId-000000000000:101:"
                + " java.lang.IllegalStateException: cannot process 101")
        .filteredOn(line -> line.startsWith("\tat " + getClass().getName() + ".work"))
        .hasSize(1);
  }

  @Test
  void shouldLogMalformedRecordInOneLine() {
    failures(batch(EVENT, MALFORMED));
    assertThat(output.logLines())
        .singleElement()
        .asString()
        .startsWith(
            "Consumer malformed: shardId-000000000000:101: not an event: expected an object");
  }

  @Test
  void shouldLogAsMalformed_whenProcessorThrowsMalformedEventException() {
    ConsumerHandler handler =
        handler(
            (event, record, log) -> {
              throw new MalformedEventException("no such\ncustomer");
            });
    assertThat(invoke(handler, batch(EVENT))).containsExactly("100");
    assertThat(output.logLines())
        .containsExactly("Consumer malformed: shardId-000000000000:100: no such customer");
  }

  @Test
  void shouldIdentifyRecordInLogLine_whenFormatIsJson() {
    environment.putAll(JSON_LINES);
    invoke(handler((event, record, log) -> log.info("seen")), batch(EVENT));
    assertThat(output.logLines())
        .containsExactly(
            "{\"timestamp\":\"2025-06-02T12:00:00.000Z\",\"level\":\"INFO\","
                + "\"AWSRequestId\":\"request-1\",\"message\":\"seen\","
                + "\"shardId\":\"shardId-000000000000\",\"sequenceNumber\":\"100\","
                + "\"partitionKey\":\"key-0\"}");
  }

  @Test
  void shouldOmitEvents_whenPayloadsAreOff() {
    environment.putAll(Map.of("LOG_PAYLOADS", "false"));
    invoke(handler((event, record, log) -> log.info("seen", event)), batch(EVENT));
    assertThat(output.logLines()).containsExactly("seen");
  }

  @Test
  void shouldIdentifyRecordInProcessorsLines_whenFormatIsJson() {
    environment.putAll(Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON", "AWS_LAMBDA_LOG_LEVEL", "DEBUG"));
    RecordProcessor chatty =
        (event, record, log) -> {
          log.debug("looking");
          log.info("found");
          log.warn("late");
        };
    invoke(handler(chatty), batch(EVENT, EVENT));
    assertThat(output.jsonLogLines())
        .extracting(line -> line.get("level").asText() + " " + line.get("sequenceNumber").asText())
        .containsExactly("DEBUG 100", "INFO 100", "WARN 100", "DEBUG 101", "INFO 101", "WARN 101");
  }

  @Test
  void shouldLogFailureAsOneObject_whenFormatIsJson() {
    failing.addAll(Set.of("101"));
    environment.putAll(JSON_LINES);
    failures(batch(EVENT, EVENT));
    JsonNode line = output.jsonLogLines().get(0);
    assertThat(output.jsonLogLines()).hasSize(1);
    assertThat(line.get("level").asText()).isEqualTo("ERROR");
    assertThat(line.get("message").asText())
        .startsWith("Consumer failed: shardId-000000000000:101");
    assertThat(line.get("sequenceNumber").asText()).isEqualTo("101");
    assertThat(line.get("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.get("errorMessage").asText()).isEqualTo("cannot process\n101");
    assertThat(line.get("stackTrace").asText()).contains("\tat " + getClass().getName());
  }

  @Test
  void shouldWriteItsMetrics_andNoLinesBelowTheLevel_whenTheLevelIsWarn() {
    environment.putAll(Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON", "AWS_LAMBDA_LOG_LEVEL", "WARN"));
    invoke(handler((event, record, log) -> log.info("seen", event)), batch(EVENT, EVENT));
    assertThat(output.logLines()).isEmpty();
    assertMetrics(2, 0);
    assertThat(output.metricLines().get(0).get("level").asText()).isEqualTo("WARN");
  }

  @Test
  void shouldMeasureLatencyFromTimeOfEventToEndOfProcessing() {
    long before = time.millis() - EventSample.event().time();
    RecordProcessor slow = (event, record, log) -> time.sleep(Duration.ofMillis(30));
    invoke(handler(slow), batch(EVENT, EVENT));
    assertThat(output.metricLines().get(0).get("EndToEndLatency"))
        .hasToString("[" + (before + 30) + "," + (before + 60) + "]");
  }

  @Test
  void shouldMeasureZeroLatency_whenTimeOfEventIsInFuture() {
    time.sleep(Duration.ofMillis(EventSample.event().time() - time.millis() - 1));
    failures(batch(EVENT));
    assertThat(output.metricLines().get(0).get("EndToEndLatency").asLong(-1)).isZero();
  }

  @Test
  void shouldWriteEveryLatency_whenTheBatchIsLarge() {
    byte[][] events = new byte[250][];
    Arrays.fill(events, EVENT);
    failures(batch(events));
    assertThat(output.metricLines())
        .extracting(line -> line.get("EndToEndLatency").size())
        .containsExactly(100, 100, 50);
    assertThat(output.metricLines()).filteredOn(line -> line.has("EventsConsumed")).hasSize(1);
  }

  @Test
  void shouldCountFailure_whenRecordIsReported() {
    failures(batch(EVENT, EVENT, MALFORMED, EVENT));
    assertMetrics(2, 1);
  }

  @Test
  void shouldCountFailure_whenInvocationFails() {
    failing.addAll(Set.of("100"));
    assertThatExceptionOfType(FirstRecordFailedException.class)
        .isThrownBy(() -> failures(batch(EVENT, EVENT)));
    assertMetrics(0, 1);
    assertThat(output.metricLines().get(0).has("EndToEndLatency")).isFalse();
  }

  @Test
  void shouldSayWhatToDo_whenPayloadsVariableIsNotValid() {
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
  void shouldThrowErrorOfProcessor_andIdentifyRecordInLog() {
    ConsumerHandler handler =
        handler(
            (event, record, log) -> {
              throw new StackOverflowError();
            });
    assertThatExceptionOfType(StackOverflowError.class)
        .isThrownBy(() -> invoke(handler, batch(EVENT)));
    assertThat(output.logLines())
        .startsWith("Consumer failed: shardId-000000000000:100: java.lang.StackOverflowError");
    assertMetrics(0, 1);
  }

  @Test
  void shouldKeepInterruptStatus_whenProcessorIsInterrupted() {
    ConsumerHandler handler =
        handler(
            (event, record, log) -> {
              throw new InterruptedException();
            });
    assertThat(invoke(handler, batch(EVENT))).containsExactly("100");
    assertThat(Thread.interrupted()).isTrue();
  }

  private List<String> failures(KinesisEvent batch) {
    return invoke(handler((event, record, log) -> work(record.sequenceNumber())), batch);
  }

  private void work(String sequenceNumber) {
    processed.add(sequenceNumber);
    if (failing.contains(sequenceNumber)) {
      throw new IllegalStateException("cannot process\n" + sequenceNumber);
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

  private static KinesisEvent batch(byte[]... data) {
    return Batches.of(data);
  }
}

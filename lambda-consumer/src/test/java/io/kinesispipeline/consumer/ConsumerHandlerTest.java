package io.kinesispipeline.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kinesispipeline.model.MalformedEventException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsumerHandlerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MALFORMED = "{\"message\":\"no time\"}";

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final PrintStream standardOutput = System.out;
  private final List<String> processed = new ArrayList<>();

  @BeforeEach
  void captureLogs() {
    System.setOut(new PrintStream(logged, true, UTF_8));
  }

  @AfterEach
  void restoreLogs() {
    System.setOut(standardOutput);
  }

  @Test
  void shouldLogEveryEventInOrder_byDefault() throws IOException {
    String response = invoke(new ConsumerHandler(), batch(event("Hello"), event("Grüße")));
    assertThat(response).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(logLines())
        .containsExactly(
            "Consumer received: {\"message\":\"Hello\",\"time\":5}",
            "Consumer received: {\"message\":\"Grüße\",\"time\":5}");
  }

  @Test
  void shouldLeaveNoTrace_whenItIsPrimedBeforeASnapshot() throws IOException {
    new ConsumerHandler((event, record) -> processed.add(event.message())).beforeCheckpoint(null);
    assertThat(processed).isEmpty();
    assertThat(logged.toString(UTF_8)).isEmpty();
  }

  @Test
  void shouldReportNothing_whenTheBatchIsEmpty() throws IOException {
    assertThat(failures(batch())).isEmpty();
  }

  @Test
  void shouldGiveTheProcessorTheRecord() throws IOException {
    List<StreamRecord> records = new ArrayList<>();
    invoke(new ConsumerHandler((event, record) -> records.add(record)), batch(event("a")));
    assertThat(records)
        .extracting(StreamRecord::eventId, StreamRecord::partitionKey)
        .containsExactly(tuple("shardId-000000000000:100", "key-0"));
  }

  @Test
  void shouldReportTheFirstFailureAndStopThere_whenALaterRecordFails() throws IOException {
    assertThat(failures(batch(event("a"), event("fail"), event("fail"), event("c"))))
        .containsExactly("101");
    assertThat(processed).containsExactly("a", "fail");
  }

  @Test
  void shouldReportTheFirstFailure_whenALaterRecordIsMalformed() throws IOException {
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
        .withCauseInstanceOf(IllegalStateException.class);
    assertThat(processed).containsExactly("fail");
  }

  @Test
  void shouldFailTheInvocation_whenTheFirstOfSeveralRecordsIsMalformed() {
    assertThatExceptionOfType(FirstRecordFailedException.class)
        .isThrownBy(() -> failures(batch(MALFORMED, event("b"))))
        .withCauseInstanceOf(MalformedEventException.class);
    assertThat(processed).isEmpty();
  }

  @Test
  void shouldReportALoneRecord_whenItFails() throws IOException {
    assertThat(failures(batch(event("fail")))).containsExactly("100");
  }

  @Test
  void shouldReportALoneRecord_whenItIsMalformed() throws IOException {
    assertThat(failures(batch(""))).containsExactly("100");
  }

  @Test
  void shouldLogAFailureInOneLineAndItsTraceOnce_whenItIsReported() throws IOException {
    failures(batch(event("a"), event("fail")));
    assertThat(logLines())
        .startsWith(
            "Consumer failed: shardId-000000000000:101:"
                + " java.lang.IllegalStateException: cannot process fail")
        .filteredOn(line -> line.startsWith("\tat " + getClass().getName() + ".work"))
        .hasSize(1);
  }

  @Test
  void shouldLeaveTheTraceToTheRuntime_whenTheInvocationFails() {
    assertThatExceptionOfType(FirstRecordFailedException.class)
        .isThrownBy(() -> failures(batch(event("fail"), event("b"))));
    assertThat(logLines()).singleElement().asString().startsWith("Consumer failed: ");
  }

  @Test
  void shouldLogAMalformedRecordApart_inOneLine() throws IOException {
    failures(batch(event("a"), MALFORMED));
    assertThat(logLines())
        .singleElement()
        .asString()
        .startsWith("Consumer malformed: shardId-000000000000:101: not an event: field 'time'");
  }

  @Test
  void shouldTakeTheProcessorsWord_whenItSaysMalformed() throws IOException {
    ConsumerHandler handler =
        new ConsumerHandler(
            (event, record) -> {
              throw new MalformedEventException("no such\ncustomer", null);
            });
    assertThat(invoke(handler, batch(event("a")))).contains("\"100\"");
    assertThat(logLines())
        .containsExactly("Consumer malformed: shardId-000000000000:100: no such customer");
  }

  @Test
  void shouldLetErrorsPass() {
    ConsumerHandler handler =
        new ConsumerHandler(
            (event, record) -> {
              throw new StackOverflowError();
            });
    assertThatExceptionOfType(StackOverflowError.class)
        .isThrownBy(() -> invoke(handler, batch(event("a"))));
  }

  @Test
  void shouldStayInterrupted_whenTheProcessorIsInterrupted() throws IOException {
    ConsumerHandler handler =
        new ConsumerHandler(
            (event, record) -> {
              throw new InterruptedException();
            });
    assertThat(invoke(handler, batch(event("a")))).contains("\"100\"");
    assertThat(Thread.interrupted()).isTrue();
  }

  /** The answer, read as AWS's own class. */
  private List<String> failures(String batch) throws IOException {
    String response = invoke(new ConsumerHandler((event, record) -> work(event.message())), batch);
    return JSON.readValue(response, StreamsEventResponse.class).getBatchItemFailures().stream()
        .map(BatchItemFailure::getItemIdentifier)
        .toList();
  }

  private void work(String message) {
    processed.add(message);
    if (message.equals("fail")) {
      throw new IllegalStateException("cannot process\n" + message);
    }
  }

  private static String invoke(ConsumerHandler handler, String batch) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(batch.getBytes(UTF_8)), output, null);
    return output.toString(UTF_8);
  }

  private List<String> logLines() {
    return logged.toString(UTF_8).lines().toList();
  }

  private static String event(String message) {
    return "{\"message\":\"" + message + "\",\"time\":5}";
  }

  private static String batch(String... data) {
    ObjectNode batch = JSON.createObjectNode();
    ArrayNode records = batch.putArray("Records");
    for (int i = 0; i < data.length; i++) {
      ObjectNode record = records.addObject().put("eventID", "shardId-000000000000:" + (100 + i));
      record
          .putObject("kinesis")
          .put("partitionKey", "key-" + i)
          .put("sequenceNumber", String.valueOf(100 + i))
          .put("data", data[i].getBytes(UTF_8))
          .put("approximateArrivalTimestamp", 1748865764.227);
    }
    return batch.toString();
  }
}

package io.localstream.engine.source;

import static io.localstream.engine.source.ScriptedFunction.FAILED;
import static io.localstream.engine.source.ScriptedFunction.SUCCEEDED;
import static io.localstream.engine.source.TestMapping.mapping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.localstream.engine.lambda.InvocationResult;
import io.localstream.engine.records.BatchAnswer;
import io.localstream.engine.records.BatchDelivery;
import io.localstream.engine.records.RecordListener.RecordId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests the outcomes of records, and the notices about them. */
class RecordOutcomeTest extends EventSourceFixture {
  @Test
  void shouldKeepDiscardedRecordsInTheDestination_whenThereIsOne() throws IOException {
    function.handle(data -> FAILED);
    String poison = put("a", "poison");

    start(mapping().maximumRetryAttempts(0).onFailure(BUCKET));

    await().untilAsserted(() -> assertThat(listener.kept).containsExactly(poison));
    try (Stream<Path> files = Files.walk(folder.resolve("failures/aws/lambda"))) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
    assertThat(listener.consumed).isEmpty();
    assertThat(listener.dropped).isEmpty();
    assertThat(listener.checkpoints).containsExactly("a:" + poison);
    assertThat(notices).hasSize(1);
    assertThat(notices.get(0))
        .startsWith(
            "Gave up record %s of a after 1 invocation (RetryAttemptsExhausted): kept in %s"
                .formatted(poison, folder.resolve("failures/aws/lambda")));
    assertThat(Path.of(notices.get(0).replaceFirst(".*kept in ", ""))).isRegularFile();
    assertThat(measured("OnFailureDestinationDeliveredEventCount")).containsExactly(1.0);
    assertThat(measured("DroppedEventCount")).isEmpty();
  }

  @Test
  void shouldKeepARecordWithItsPayload_whenItIsLargerThanAnInvocationTakes() throws IOException {
    String data = "x".repeat(5 << 20);
    String large = put("a", data);
    String next = put("a", "next");

    start(mapping().onFailure(BUCKET));

    await().untilAsserted(() -> assertThat(listener.consumed).containsExactly(next));
    assertThat(listener.kept).containsExactly(large);
    assertThat(listener.delivered).containsExactly(next);
    assertThat(notices)
        .singleElement()
        .asString()
        .startsWith(
            ("Gave up record %s of a unsent, because its event is larger than the 6 MB of an"
                        + " invocation")
                    .formatted(large)
                + " (MaximumPayloadSizeExceeded): kept in ");
    ObjectMapper json = new ObjectMapper();
    JsonNode object =
        json.readTree(Path.of(notices.get(0).replaceFirst(".*kept in ", "")).toFile());
    JsonNode event = json.readTree(object.get("payload").textValue());
    assertThat(event.at("/Records/0/kinesis/data").binaryValue())
        .isEqualTo(data.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldTellThatDiscardedRecordsAreLost_whenThereIsNoDestination() {
    function.handle(data -> FAILED);
    String poison = put("a", "poison");

    start(mapping().maximumRetryAttempts(0));

    await().untilAsserted(() -> assertThat(listener.dropped).containsExactly(poison));
    assertThat(listener.kept).isEmpty();
    assertThat(notices)
        .containsExactly(
            ("Gave up record %s of a after 1 invocation (RetryAttemptsExhausted): lost, because the"
                    + " mapping has no on-failure destination")
                .formatted(poison));
    assertThat(measured("DroppedEventCount")).containsExactly(1.0);
  }

  @Test
  void shouldDeliverLaterAndGiveOneNotice_whenTheDestinationFailsForAWhile() throws IOException {
    Path blocker = Files.writeString(folder.resolve("failures"), "in the bucket's place");
    function.handle(data -> data.contains("poison") ? FAILED : SUCCEEDED);
    String poison = put("a", "poison");
    start(mapping().batchSize(1).maximumRetryAttempts(0).onFailure(BUCKET));
    put("a", "next");
    await().until(() -> !notices.isEmpty());
    assertThat(listener.consumed).isEmpty();

    Files.delete(blocker);

    await().untilAsserted(() -> assertThat(listener.consumed).hasSize(1));
    assertThat(listener.kept).containsExactly(poison);
    assertThat(measured("DroppedEventCount")).isNotEmpty().containsOnly(1.0);
    assertThat(notices).hasSize(2);
    assertThat(notices.get(1)).startsWith("Gave up record " + poison);
    assertThat(notices.get(0)).startsWith("Cannot deliver discarded records to " + BUCKET + ": ");
  }

  @Test
  void shouldNotTellThatRecordsWereDelivered_whenTheInvocationWasThrottled() {
    AtomicInteger throttles = new AtomicInteger(3);
    function.handle(
        data -> throttles.getAndDecrement() > 0 ? new InvocationResult.Throttled() : SUCCEEDED);
    String record = put("a", "1");

    start(mapping().maximumRetryAttempts(0));

    await().untilAsserted(() -> assertThat(listener.consumed).containsExactly(record));
    assertThat(listener.delivered).containsExactly(record);
    assertThat(measured("PolledEventCount")).containsExactly(1.0);
    assertThat(measured("InvokedEventCount")).containsExactly(1.0, 1.0, 1.0, 1.0);
    assertThat(measured("FailedInvokeEventCount")).containsExactly(1.0, 1.0, 1.0, 0.0);
  }

  @Test
  void shouldTellOfEachAttemptAndOfTheGivenUpBatch_whenARecordIsPoison() {
    function.handle(data -> data.contains("poison") ? FAILED : SUCCEEDED);
    String poison = put("a", "poison");
    start(mapping().batchSize(1).maximumRetryAttempts(1).onFailure(BUCKET));

    await().untilAsserted(() -> assertThat(listener.kept).containsExactly(poison));
    assertThat(listener.sent).extracting(BatchDelivery::attempt).containsExactly(1, 2);
    assertThat(listener.sent.get(1).records())
        .extracting(RecordId::sequenceNumber)
        .containsExactly(poison);
    assertThat(listener.answers)
        .hasSize(2)
        .containsOnly(new BatchAnswer(0, false, Optional.of("id"), Optional.of("{}")));
    assertThat(listener.givenUp).containsExactly("RetryAttemptsExhausted [" + poison + "] true");
  }

  @Test
  void shouldTellOfProcessedRecordsAtOnce_whenTheCheckpointWaitsForAnEarlierOne() {
    AtomicBoolean mayEnd = new AtomicBoolean();
    function.handle(data -> data.contains("slow") && !mayEnd.get() ? FAILED : SUCCEEDED);
    kinesis.put("a", "key-1", "slow", Instant.now());
    kinesis.put("a", "key-2", "quick", Instant.now());
    start(mapping().batchSize(1).parallelizationFactor(2));

    await().untilAsserted(() -> assertThat(listener.processed).containsExactly("2"));
    assertThat(listener.consumed).isEmpty();
    mayEnd.set(true);

    await().untilAsserted(() -> assertThat(listener.consumed).containsExactly("1", "2"));
    assertThat(listener.processed).containsExactly("2", "1");
  }

  @Test
  void shouldTellWhatTheFilterLeavesOut_whenTheMappingHasOne() {
    put("a", "{\"type\":\"sell\"}");
    String buy = put("a", "{\"type\":\"buy\"}");
    put("a", "not JSON");

    start(mapping().filters("{\"data\":{\"type\":[\"buy\"]}}"));

    await().untilAsserted(() -> assertThat(listener.filtered).containsExactly("1", "3"));
    await().untilAsserted(() -> assertThat(listener.consumed).containsExactly(buy));
    assertThat(listener.delivered).containsExactly(buy);
    await().untilAsserted(() -> assertThat(listener.checkpoints).endsWith("a:3"));
  }
}

package io.localstream.engine.source;

import static io.localstream.engine.source.TestMapping.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.localstream.engine.source.Command.Discard;
import io.localstream.engine.source.Command.DiscardCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests what was recorded on AWS, row by row of the table "Recorded" in {@code
 * docs/event-source-mapping.md}. Rows G, I and J are about templates: see {@code
 * RecordedRefusalsTest}.
 */
class RecordedBehaviourTest {
  private static final Duration RECORD_AGE = Duration.ofSeconds(60);

  @Test
  void rowA_shouldStartTheCountAnew_whenAResponseMadeProgress() {
    OneShard shard =
        new OneShard(mapping().batchSize(3).reportBatchItemFailures().maximumRetryAttempts(3));

    List<List<String>> deliveries = reporting(shard.arrive("0", "1", "2", "3", "4", "5"), "5");

    assertThat(deliveries)
        .containsExactly(
            List.of("0", "1", "2"),
            List.of("3", "4", "5"),
            List.of("5"),
            List.of("5"),
            List.of("5"),
            List.of("5"));
    JsonNode invocationRecord = invocationRecord(shard);
    assertThat(invocationRecord.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(4);
    assertThat(invocationRecord.at("/requestContext/condition").asText())
        .isEqualTo("RetryAttemptsExhausted");
    assertThat(invocationRecord.at("/KinesisBatchInfo/batchSize").asInt()).isEqualTo(1);
  }

  @Test
  void rowA_shouldStartTheCountAnew_whenAResponseMadeProgressAndBisectIsOn() {
    OneShard shard =
        new OneShard(
            mapping()
                .batchSize(3)
                .bisectBatchOnFunctionError()
                .reportBatchItemFailures()
                .maximumRetryAttempts(3));
    shard.arrive("3", "4", "5").report("3").waitForRetry();
    shard.report("3").waitForRetry();

    assertThat(reporting(shard, "5"))
        .as("the two attempts that failed before the progress do not count")
        .containsExactly(
            List.of("3", "4", "5"), List.of("5"), List.of("5"), List.of("5"), List.of("5"));
    assertThat(shard.discarding().orElseThrow().batch().invocations()).isEqualTo(4);
  }

  @Test
  void rowA_shouldDiscardWhatIsLeft_whenEachResponseMakesProgressAndThenNoneDoes() {
    OneShard shard =
        new OneShard(mapping().reportBatchItemFailures().maximumRetryAttempts(1))
            .arrive("1", "2", "3");

    shard.report("2").report("3").report("3").waitForRetry();

    assertThat(shard.discarding()).as("one of two attempts of record 3 has failed").isEmpty();
    Discard discard = shard.report("3").discarding().orElseThrow();
    assertThat(OneShard.sequenceNumbers(discard.batch().records())).containsExactly("3");
    assertThat(shard.processed()).containsExactly("1", "2");
  }

  /** Lets the function report a record until it is discarded, and returns the deliveries. */
  private static List<List<String>> reporting(OneShard shard, String poison) {
    List<List<String>> deliveries = new ArrayList<>();
    while (shard.discarding().isEmpty()) {
      shard.waitForRetry();
      deliveries.add(shard.invocation());
      if (shard.invocation().contains(poison)) {
        shard.report(poison);
      } else {
        shard.succeed();
      }
    }
    return deliveries;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "[]",
        "null",
        "{}",
        "{\"batchItemFailures\":[]}",
        "{\"batchItemFailures\":null}"
      })
  void rowB_shouldBeProcessed_whenTheResponseIsEmpty(String response) {
    OneShard shard =
        new OneShard(mapping().batchSize(1).reportBatchItemFailures().maximumRetryAttempts(2))
            .arrive("1", "2");

    assertThat(shard.respond(response).invocation()).as("delivered once").containsExactly("2");
    assertThat(shard.processed()).containsExactly("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batchItemFailures\":[{\"itemIdentifier\":123}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"foo\":123}]}",
        "{\"batchItemFailures\":[{\"foo\":\"x\"}]}",
        "{\"batchItemFailures\":[{\"foo\":null}]}"
      })
  void rowC_shouldFailTheWholeBatch_whenAnItemIdentifierIsNone(String response) throws Exception {
    OneShard shard =
        new OneShard(mapping().reportBatchItemFailures().maximumRetryAttempts(2)).arrive("1", "2");
    for (int delivery = 1; delivery <= 3; delivery++) {
      shard.waitForRetry();
      assertThat(shard.discarding()).as("before delivery %s", delivery).isEmpty();
      assertThat(shard.invocation()).containsExactly("1", "2");
      shard.respond(response);
    }

    JsonNode invocationRecord = invocationRecord(shard);
    assertThat(invocationRecord.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(3);
    assertThat(invocationRecord.get("responseContext"))
        .as("the key functionError is there, and null")
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"statusCode\":200,\"executedVersion\":\"$LATEST\",\"functionError\":null}"));
  }

  @Test
  void rowC_shouldNameTheFunctionError_whenTheFunctionThrows() {
    OneShard shard = new OneShard(mapping().maximumRetryAttempts(0)).arrive("1").fail();

    assertThat(invocationRecord(shard).at("/responseContext/functionError").asText())
        .isEqualTo("Unhandled");
  }

  @Test
  void rowD_shouldHaveNoResponseAndCountTheAttempts_whenARecordExpiresBetweenThem() {
    OneShard shard = new OneShard(mapping().batchSize(1).maximumRecordAge(RECORD_AGE)).arrive("1");
    shard.fail().waitForRetry();
    shard.advance(RECORD_AGE).fail().advance(Duration.ofSeconds(1));

    JsonNode invocationRecord = invocationRecord(shard);
    assertThat(invocationRecord.at("/requestContext/condition").asText())
        .isEqualTo("RecordAgeExceeded");
    assertThat(invocationRecord.has("responseContext")).isFalse();
    assertThat(invocationRecord.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(2);
  }

  @Test
  void rowE_shouldHaveNoResponseAndCountOne_whenARecordExpiredBeforeItWasSent() {
    OneShard shard =
        new OneShard(mapping().batchSize(1).maximumRecordAge(RECORD_AGE).maximumRetryAttempts(0));
    shard.arrive(List.of(OneShard.record("1", "key", tooOld(shard))));

    JsonNode invocationRecord = invocationRecord(shard);
    assertThat(invocationRecord.at("/requestContext/condition").asText())
        .isEqualTo("RecordAgeExceeded");
    assertThat(invocationRecord.has("responseContext")).isFalse();
    assertThat(invocationRecord.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(1);
  }

  @Test
  void rowF_shouldDiscardOnlyTheRecordsThatAreTooOld_whenABatchHasOthers() {
    OneShard shard =
        new OneShard(mapping().batchSize(10).maximumRecordAge(RECORD_AGE).maximumRetryAttempts(0));
    Instant now = shard.now();
    shard.arrive(
        List.of(
            OneShard.record("1", "test", tooOld(shard)),
            OneShard.record("2", "test", now),
            OneShard.record("3", "test", now)));

    Discard discard = shard.discarding().orElseThrow();
    assertThat(discard.condition()).isEqualTo(DiscardCondition.RECORD_AGE_EXCEEDED);
    assertThat(OneShard.sequenceNumbers(discard.batch().records())).containsExactly("1");
    assertThat(shard.deliver().invocation()).containsExactly("2", "3");
  }

  @Test
  void rowH_shouldDoubleTheWaitsFromHalfASecondToAMinute_whenABatchKeepsFailing() {
    OneShard shard = new OneShard(mapping()).arrive("1");
    List<Long> waits = new ArrayList<>();
    for (int failure = 1; failure <= 9; failure++) {
      waits.add(shard.fail().waitForRetry().toMillis());
    }

    assertThat(waits)
        .as("the longest waits")
        .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void rowH_shouldMakeEightAttemptsInAMinute_whenAFunctionAlwaysFails(long seed) {
    OneShard shard =
        new OneShard(mapping().batchSize(1).maximumRecordAge(RECORD_AGE), new Random(seed))
            .arrive("1");
    int attempts = 0;
    while (shard.discarding().isEmpty()) {
      attempts++;
      shard.fail().waitForNext();
    }

    assertThat(attempts).isEqualTo(8);
  }

  private static Instant tooOld(OneShard shard) {
    return shard.now().minus(RECORD_AGE).minusMillis(1);
  }

  /** Returns the record that the on-failure destination gets. */
  private static JsonNode invocationRecord(OneShard shard) {
    return new InvocationRecord(mapping().build(), TestMapping.FUNCTION)
        .of("shardId-000000000000", shard.discarding().orElseThrow(), shard.now());
  }
}

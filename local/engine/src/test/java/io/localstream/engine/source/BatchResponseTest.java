package io.localstream.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.lambda.InvocationResult;
import io.localstream.engine.source.Batch.FunctionResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchResponseTest {
  private static final FunctionResponse RETURNED = new FunctionResponse("id", Optional.empty());
  private static final List<StreamRecord> BATCH =
      List.of(
          OneShard.record("9", "key", OneShard.START),
          OneShard.record("10", "key", OneShard.START),
          OneShard.record("11", "key", OneShard.START));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "null",
        "\"\"",
        "[]",
        "{}",
        "{\"batchItemFailures\":null}",
        "{\"batchItemFailures\":[]}",
        "{\"other\":1}"
      })
  void shouldBeProcessed_whenTheResponseNamesNoFailure(String response) {
    assertThat(outcome(response)).isEqualTo(new BatchOutcome.Processed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"12\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":10}]}",
        "{\"batchItemFailures\":[{\"sequenceNumber\":\"10\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"10\"},{\"itemIdentifier\":\"12\"}]}",
        "{\"batchItemFailures\":[\"10\"]}",
        "{\"batchItemFailures\":[null]}",
        "{\"batchItemFailures\":\"10\"}",
        "{\"batchItemFailures\":{\"itemIdentifier\":\"10\"}}",
        "{\"batchItemFailures\":[",
        "{} {}",
        "[1]",
        "5",
        "\"ok\"",
        "ok"
      })
  void shouldFailTheWholeBatch_whenTheResponseIsNotInTheDocumentedForm(String response) {
    assertThat(outcome(response)).isEqualTo(new BatchOutcome.BatchFailed(RETURNED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"10\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"11\"},{\"itemIdentifier\":\"10\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"10\"},{\"itemIdentifier\":\"10\"}]}"
      })
  void shouldFailFromTheLowestReportedRecord(String response) {
    assertThat(outcome(response)).isEqualTo(new BatchOutcome.FailedFrom(1, RETURNED));
  }

  @Test
  void shouldCompareSequenceNumbersAsNumbers_whenTheyDifferInLength() {
    assertThat(
            outcome(
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"10\"},{\"itemIdentifier\":\"9\"}]}"))
        .isEqualTo(new BatchOutcome.FailedFrom(0, RETURNED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no JSON", "{\"batchItemFailures\":[{\"itemIdentifier\":\"10\"}]}"})
  void shouldBeProcessed_whenPartialResponsesAreNotEnabled(String response) {
    assertThat(BatchResponse.outcome(returned(response), BATCH, false))
        .isEqualTo(new BatchOutcome.Processed());
  }

  @Test
  void shouldFailTheWholeBatch_whenTheFunctionFails() {
    InvocationResult failed = new InvocationResult.Failed("id", "Unhandled", new byte[0]);

    assertThat(BatchResponse.outcome(failed, BATCH, true))
        .isEqualTo(
            new BatchOutcome.BatchFailed(new FunctionResponse("id", Optional.of("Unhandled"))));
  }

  @Test
  void shouldBeThrottled_whenTheFunctionWasNotRun() {
    assertThat(BatchResponse.outcome(new InvocationResult.Throttled(), BATCH, true))
        .isEqualTo(new BatchOutcome.BatchThrottled());
  }

  private static BatchOutcome outcome(String response) {
    return BatchResponse.outcome(returned(response), BATCH, true);
  }

  private static InvocationResult returned(String response) {
    return new InvocationResult.Succeeded("id", response.getBytes(StandardCharsets.UTF_8));
  }
}

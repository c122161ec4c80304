package io.localstream.engine.source;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.localstream.engine.lambda.InvocationResult;
import io.localstream.engine.source.Batch.Answer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads how an invocation ended.
 *
 * <p>Where {@code ReportBatchItemFailures} is enabled, the function's response counts:
 *
 * <ul>
 *   <li>An empty or null response, and an empty or null list of failures, is a success.
 *   <li>An empty, null, missing or unknown {@code itemIdentifier} fails the whole batch.
 *   <li>Otherwise the batch failed at the lowest reported sequence number.
 *   <li>Any other response fails the whole batch: a record may be processed twice, but not lost.
 * </ul>
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">Configuring
 *     partial batch response with Kinesis Data Streams and Lambda</a>
 */
final class BatchResponse {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private BatchResponse() {}

  static BatchOutcome outcome(
      InvocationResult result, List<StreamRecord> batch, boolean reportBatchItemFailures) {
    if (result instanceof InvocationResult.Throttled) {
      return new BatchOutcome.Throttled();
    }
    if (result instanceof InvocationResult.Failed failed) {
      return new BatchOutcome.Failed(
          new Answer(failed.requestId(), Optional.of(failed.functionError())));
    }
    InvocationResult.Succeeded succeeded = (InvocationResult.Succeeded) result;
    return reportBatchItemFailures
        ? reported(succeeded.payload(), batch, new Answer(succeeded.requestId(), Optional.empty()))
        : new BatchOutcome.Processed();
  }

  private static BatchOutcome reported(byte[] payload, List<StreamRecord> batch, Answer answer) {
    JsonNode response;
    try {
      response = JSON.readTree(payload);
    } catch (IOException e) {
      return new BatchOutcome.Failed(answer);
    }
    if (isEmpty(response)) {
      return new BatchOutcome.Processed();
    }
    JsonNode failures = response.path("batchItemFailures");
    if (response.isObject() && (failures.isNull() || failures.isMissingNode())) {
      return new BatchOutcome.Processed();
    }
    return failures.isArray() ? lowest(failures, batch, answer) : new BatchOutcome.Failed(answer);
  }

  /**
   * No response at all, or one of the JSON texts {@code null}, {@code ""}, {@code []}, {@code {}}.
   */
  private static boolean isEmpty(JsonNode response) {
    return response.isNull()
        || response.isMissingNode()
        || (response.isTextual() && response.textValue().isEmpty())
        || (response.isContainerNode() && response.isEmpty());
  }

  private static BatchOutcome lowest(JsonNode failures, List<StreamRecord> batch, Answer answer) {
    Map<String, Integer> places = new HashMap<>();
    batch.forEach(record -> places.put(record.sequenceNumber(), places.size()));
    int lowest = batch.size();
    for (JsonNode failure : failures) {
      Integer place = places.get(failure.path("itemIdentifier").textValue());
      if (place == null) {
        return new BatchOutcome.Failed(answer);
      }
      lowest = Math.min(lowest, place);
    }
    return lowest == batch.size()
        ? new BatchOutcome.Processed()
        : new BatchOutcome.FailedFrom(lowest, answer);
  }
}

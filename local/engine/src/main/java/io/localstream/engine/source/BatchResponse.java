package io.localstream.engine.source;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.localstream.engine.lambda.InvocationResult;
import io.localstream.engine.records.BatchAnswer;
import io.localstream.engine.source.Batch.FunctionResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Derives the outcome of a batch from the result of its invocation.
 *
 * <p>If {@code ReportBatchItemFailures} is enabled, the function's response decides:
 *
 * <ul>
 *   <li>An empty or null response is a success. So is an empty, null or missing list of failures.
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

  /** The maximum length of an error, in bytes. The rest is cut off. */
  private static final int LONGEST_ERROR = 2_000;

  private BatchResponse() {}

  static BatchOutcome outcome(
      InvocationResult result, List<StreamRecord> batch, boolean reportBatchItemFailures) {
    if (result instanceof InvocationResult.Throttled) {
      return new BatchOutcome.BatchThrottled();
    }
    if (result instanceof InvocationResult.Failed failed) {
      return new BatchOutcome.BatchFailed(
          new FunctionResponse(failed.requestId(), Optional.of(failed.functionError())));
    }
    InvocationResult.Succeeded succeeded = (InvocationResult.Succeeded) result;
    return reportBatchItemFailures
        ? reported(
            succeeded.payload(),
            batch,
            new FunctionResponse(succeeded.requestId(), Optional.empty()))
        : new BatchOutcome.Processed();
  }

  /** Returns the outcome in the form that listeners receive. */
  static BatchAnswer answer(InvocationResult result, BatchOutcome outcome, int batchSize) {
    int processed = outcome.processed(batchSize);
    if (result instanceof InvocationResult.Failed failed) {
      return new BatchAnswer(
          processed, false, Optional.of(failed.requestId()), Optional.of(text(failed.payload())));
    }
    if (result instanceof InvocationResult.Succeeded succeeded) {
      Optional<String> error =
          processed < batchSize ? Optional.of(text(succeeded.payload())) : Optional.empty();
      return new BatchAnswer(processed, false, Optional.of(succeeded.requestId()), error);
    }
    return new BatchAnswer(processed, true, Optional.empty(), Optional.of("throttled"));
  }

  private static String text(byte[] payload) {
    return new String(payload, 0, Math.min(payload.length, LONGEST_ERROR), StandardCharsets.UTF_8);
  }

  private static BatchOutcome reported(
      byte[] payload, List<StreamRecord> batch, FunctionResponse response) {
    JsonNode body;
    try {
      body = JSON.readTree(payload);
    } catch (IOException e) {
      return new BatchOutcome.BatchFailed(response);
    }
    if (isEmpty(body)) {
      return new BatchOutcome.Processed();
    }
    JsonNode failures = body.path("batchItemFailures");
    if (body.isObject() && (failures.isNull() || failures.isMissingNode())) {
      return new BatchOutcome.Processed();
    }
    return failures.isArray()
        ? lowest(failures, batch, response)
        : new BatchOutcome.BatchFailed(response);
  }

  /**
   * Returns whether there is no response, or it is {@code null}, {@code ""}, {@code []} or {@code
   * {}}.
   */
  private static boolean isEmpty(JsonNode body) {
    return body.isNull()
        || body.isMissingNode()
        || (body.isTextual() && body.textValue().isEmpty())
        || (body.isContainerNode() && body.isEmpty());
  }

  private static BatchOutcome lowest(
      JsonNode failures, List<StreamRecord> batch, FunctionResponse response) {
    Map<String, Integer> places = new HashMap<>();
    batch.forEach(record -> places.put(record.sequenceNumber(), places.size()));
    int lowest = batch.size();
    for (JsonNode failure : failures) {
      Integer place = places.get(failure.path("itemIdentifier").textValue());
      if (place == null) {
        return new BatchOutcome.BatchFailed(response);
      }
      lowest = Math.min(lowest, place);
    }
    return lowest == batch.size()
        ? new BatchOutcome.Processed()
        : new BatchOutcome.FailedFrom(lowest, response);
  }
}

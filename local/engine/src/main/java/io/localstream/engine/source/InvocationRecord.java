package io.localstream.engine.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.source.Command.Discard;
import io.localstream.engine.source.Command.DiscardCondition;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.UUID;

/**
 * The JSON document about a discarded batch, which the on-failure destination receives. It has a
 * {@code responseContext} only if the batch exhausted its retries.
 *
 * @param mapping the mapping that discarded the batch
 * @param function the function that did not process it
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Retain
 *     discarded batch records</a>
 */
record InvocationRecord(EventSourceMapping mapping, Function function) {
  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  /** In a recording, AWS counts 1 for a record that it never sent. */
  private static final int LEAST_INVOKE_COUNT = 1;

  /** Returns the document without the payload that a bucket also receives. */
  ObjectNode of(String shardId, Discard discard, Instant now) {
    Batch batch = discard.batch();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document
        .putObject("requestContext")
        .put("requestId", requestId(batch))
        .put("functionArn", mapping.functionArn())
        .put("condition", discard.condition().text())
        .put("approximateInvokeCount", Math.max(batch.invocations(), LEAST_INVOKE_COUNT));
    if (discard.condition() == DiscardCondition.RETRY_ATTEMPTS_EXHAUSTED) {
      addResponse(document, batch.lastResponse().orElseThrow());
    }
    document.put("version", "1.0").put("timestamp", MILLISECONDS.format(now));
    addBatch(document, shardId, batch.records());
    return document;
  }

  private static String requestId(Batch batch) {
    return batch
        .lastResponse()
        .map(Batch.FunctionResponse::requestId)
        .orElseGet(() -> UUID.randomUUID().toString());
  }

  /**
   * If the function returned without an error, the key {@code functionError} has the value null.
   */
  private void addResponse(ObjectNode document, Batch.FunctionResponse response) {
    document
        .putObject("responseContext")
        .put("statusCode", 200)
        .put("executedVersion", function.version())
        .put("functionError", response.functionError().orElse(null));
  }

  private void addBatch(ObjectNode document, String shardId, List<StreamRecord> records) {
    StreamRecord first = records.get(0);
    StreamRecord last = records.get(records.size() - 1);
    document
        .putObject("KinesisBatchInfo")
        .put("shardId", shardId)
        .put("startSequenceNumber", first.sequenceNumber())
        .put("endSequenceNumber", last.sequenceNumber())
        .put("approximateArrivalOfFirstRecord", MILLISECONDS.format(first.arrival()))
        .put("approximateArrivalOfLastRecord", MILLISECONDS.format(last.arrival()))
        .put("batchSize", records.size())
        .put("streamArn", mapping.streamArn());
  }
}

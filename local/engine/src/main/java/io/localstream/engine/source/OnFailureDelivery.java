package io.localstream.engine.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.destination.FailureDestinations;
import io.localstream.engine.source.Command.Condition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reports discarded batches to a mapping's on-failure destination. A bucket also gets the whole
 * invocation event; a queue or a topic only what is needed to find the records on the stream.
 *
 * <p>A batch that was never sent has no {@code responseContext}, and a request id of its own.
 *
 * @param mapping whose batches they are
 * @param function the function that did not process them
 * @param destinations where reports go
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Retain
 *     discarded batch records</a>
 */
record OnFailureDelivery(
    EventSourceMapping mapping, Function function, FailureDestinations destinations) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  @SuppressWarnings("DuplicateDateFormatField") // Folders of days, and the time in full.
  private static final DateTimeFormatter OBJECT_TIME =
      DateTimeFormatter.ofPattern("yyyy/MM/dd/yyyy-MM-dd'T'HH.mm.ss").withZone(ZoneOffset.UTC);

  /**
   * Reports a discarded batch.
   *
   * @return the file that now keeps the report; empty where the mapping has no destination
   * @throws IOException if the destination did not take it
   */
  Optional<Path> deliver(String shardId, Batch batch, Condition condition, Instant now)
      throws IOException {
    if (mapping.onFailure().isEmpty()) {
      return Optional.empty();
    }
    String destination = mapping.onFailure().get();
    ObjectNode report = report(shardId, batch, condition, now);
    if (FailureDestinations.kind(destination) == FailureDestinations.Kind.S3) {
      byte[] event = InvocationEvent.of(batch.records());
      report.put("payload", new String(event, StandardCharsets.UTF_8));
      return Optional.of(
          destinations.put(
              function, destination, objectKey(shardId, now), JSON.writeValueAsBytes(report)));
    }
    return Optional.of(destinations.send(function, destination, JSON.writeValueAsString(report)));
  }

  private String objectKey(String shardId, Instant now) {
    return "aws/lambda/%s/%s/%s-%s"
        .formatted(mapping.uuid(), shardId, OBJECT_TIME.format(now), UUID.randomUUID());
  }

  private ObjectNode report(String shardId, Batch batch, Condition condition, Instant now) {
    ObjectNode report = JSON.createObjectNode();
    report
        .putObject("requestContext")
        .put("requestId", requestId(batch))
        .put("functionArn", mapping.functionArn())
        .put("condition", condition.text())
        .put("approximateInvokeCount", batch.invocations());
    batch.lastAnswer().ifPresent(answer -> addResponse(report, answer));
    report.put("version", "1.0").put("timestamp", MILLISECONDS.format(now));
    addBatch(report, shardId, batch.records());
    return report;
  }

  private static String requestId(Batch batch) {
    return batch
        .lastAnswer()
        .map(Batch.Answer::requestId)
        .orElseGet(() -> UUID.randomUUID().toString());
  }

  private void addResponse(ObjectNode report, Batch.Answer answer) {
    ObjectNode response =
        report
            .putObject("responseContext")
            .put("statusCode", 200)
            .put("executedVersion", function.version());
    answer.functionError().ifPresent(error -> response.put("functionError", error));
  }

  private void addBatch(ObjectNode report, String shardId, List<StreamRecord> records) {
    StreamRecord first = records.get(0);
    StreamRecord last = records.get(records.size() - 1);
    report
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

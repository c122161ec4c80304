package io.localstream.engine.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.destination.FailureDestinations;
import io.localstream.engine.source.Command.Discard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/**
 * Sends the {@link InvocationRecord} of a discarded batch to a mapping's on-failure destination. An
 * object in a bucket also has the {@code payload}: the invocation event as a JSON string. A message
 * to a queue or a topic has only the metadata with which you find the records on the stream.
 *
 * @param mapping the mapping that discards the batches
 * @param function the function that did not process the batches
 * @param destinations receive the invocation records
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Retain
 *     discarded batch records</a>
 */
record OnFailureDelivery(
    EventSourceMapping mapping, Function function, FailureDestinations destinations) {
  private static final ObjectMapper JSON = new ObjectMapper();

  @SuppressWarnings("DuplicateDateFormatField") // Folders of days, and the time in full.
  private static final DateTimeFormatter OBJECT_TIME =
      DateTimeFormatter.ofPattern("yyyy/MM/dd/yyyy-MM-dd'T'HH.mm.ss").withZone(ZoneOffset.UTC);

  /**
   * Sends a discarded batch's invocation record.
   *
   * @return the file that keeps it; empty if the mapping has no destination
   * @throws IOException if the destination did not accept it
   */
  Optional<Path> deliver(String shardId, Discard discard, Instant now) throws IOException {
    if (mapping.onFailure().isEmpty()) {
      return Optional.empty();
    }
    String destination = mapping.onFailure().get();
    ObjectNode document = new InvocationRecord(mapping, function).of(shardId, discard, now);
    if (FailureDestinations.kind(destination) == FailureDestinations.DestinationType.S3) {
      byte[] event = InvocationEvent.of(discard.batch().records());
      document.put("payload", new String(event, StandardCharsets.UTF_8));
      String key = objectKey(shardId, now);
      return Optional.of(
          destinations.put(function, destination, key, JSON.writeValueAsBytes(document)));
    }
    return Optional.of(destinations.send(function, destination, JSON.writeValueAsString(document)));
  }

  private String objectKey(String shardId, Instant now) {
    return "aws/lambda/%s/%s/%s-%s"
        .formatted(mapping.uuid(), shardId, OBJECT_TIME.format(now), UUID.randomUUID());
  }
}

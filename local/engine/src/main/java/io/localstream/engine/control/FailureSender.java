package io.localstream.engine.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.localstream.engine.inspection.ActionFields;
import io.localstream.engine.inspection.BadRequestException;
import io.localstream.engine.inspection.FailureSnapshot;
import io.localstream.engine.records.RecordListener.RecordId;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sends a failure again. The records of a batch go to their stream, one after the other, in order
 * and with their partition keys. An asynchronous event goes to its function. Marks the failure's
 * object, so that {@code npm run redrive} skips it.
 *
 * <p>If the stream refuses a record, the records before it are on the stream, and the failure is
 * not marked. If you then send the failure again, it continues with the refused record.
 * Thread-safe.
 */
final class FailureSender {
  private static final int WRONG = 400;
  private static final int GONE = 404;
  private static final int CONFLICT = 409;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Supplier<ControlledParts> parts;
  private final Set<Long> sending = ConcurrentHashMap.newKeySet();

  /** How many records of a failure were sent, if the failure is not marked yet. */
  private final Map<Long, Integer> sentBefore = new ConcurrentHashMap<>();

  private record Sent(String partitionKey, byte[] data) {}

  /** Creates a sender; {@code parts} returns the parts of the run. */
  FailureSender(Supplier<ControlledParts> parts) {
    this.parts = parts;
  }

  Object send(ActionFields fields) throws InterruptedException {
    fields.allow(List.of("failure"));
    long id = fields.number("failure");
    if (!sending.add(id)) {
      throw new BadRequestException(CONFLICT, "failure " + id + " is being sent now");
    }
    try {
      return Map.of("sent", send(id));
    } finally {
      sending.remove(id);
    }
  }

  private int send(long id) throws InterruptedException {
    FailureSnapshot failure =
        parts.get().inspection().failures(0, f -> f.id() == id, 1).stream()
            .findFirst()
            .orElseThrow(() -> new BadRequestException(GONE, "there is no failure " + id));
    if (failure.sentAgain()
        || failure.file().filter(parts.get().destinations()::isRedriven).isPresent()) {
      throw new BadRequestException(CONFLICT, "failure " + id + " has been sent again already");
    }
    JsonNode content = content(failure);
    int sent = failure.records().isEmpty() ? invoke(failure, content) : put(failure, content);
    mark(failure, sent);
    parts.get().inspection().sentAgain(id);
    sentBefore.remove(id);
    return sent;
  }

  private int invoke(FailureSnapshot failure, JsonNode content) throws InterruptedException {
    if (sentBefore.containsKey(failure.id())) {
      return 1;
    }
    JsonNode event = content.path("requestPayload");
    if (event.isMissingNode()) {
      throw new BadRequestException(
          CONFLICT,
          "the file of failure %d has no requestPayload: the event cannot be sent again"
              .formatted(failure.id()));
    }
    parts.get().functions().invokeAsync(failure.functionName(), event.toString().getBytes(UTF_8));
    sentBefore.put(failure.id(), 1);
    return 1;
  }

  private int put(FailureSnapshot failure, JsonNode content) {
    String stream = failure.records().get(0).streamName();
    List<Sent> records =
        content.has("payload") ? ofPayload(content.path("payload")) : ofRecords(failure);
    for (int sent = sentBefore.getOrDefault(failure.id(), 0); sent < records.size(); sent++) {
      Sent record = records.get(sent);
      try {
        parts
            .get()
            .kinesis()
            .putRecord(
                r ->
                    r.streamName(stream)
                        .partitionKey(record.partitionKey())
                        .data(SdkBytes.fromByteArrayUnsafe(record.data())));
      } catch (SdkException e) {
        throw new BadRequestException(
            WRONG,
            ("the stream did not accept record %d of %d, so that %d are sent. If you send the"
                    + " failure again, it continues there: %s")
                .formatted(sent + 1, records.size(), sent, e.getMessage()));
      }
      sentBefore.put(failure.id(), sent + 1);
    }
    return records.size();
  }

  /** An object in a bucket has the invocation event, as a JSON string. */
  private static List<Sent> ofPayload(JsonNode payload) {
    try {
      JsonNode event = payload.isTextual() ? JSON.readTree(payload.textValue()) : payload;
      List<Sent> records = new ArrayList<>();
      for (JsonNode record : event.path("Records")) {
        JsonNode kinesis = record.path("kinesis");
        records.add(
            new Sent(kinesis.path("partitionKey").asText(), kinesis.path("data").binaryValue()));
      }
      return records;
    } catch (IOException e) {
      throw new BadRequestException(CONFLICT, "cannot read the object's payload: " + e);
    }
  }

  /** A message in a queue or a topic has no data, so this sends the data that the run keeps. */
  private List<Sent> ofRecords(FailureSnapshot failure) {
    return failure.records().stream().map(this::kept).toList();
  }

  private Sent kept(RecordId id) {
    return parts
        .get()
        .inspection()
        .record(id)
        .flatMap(record -> record.data())
        .map(data -> new Sent(id.partitionKey(), data))
        .orElseThrow(
            () ->
                new BadRequestException(
                    CONFLICT,
                    "the run no longer keeps the data of record %s: raise --inspect-records"
                        .formatted(id.sequenceNumber())));
  }

  private static JsonNode content(FailureSnapshot failure) {
    if (failure.file().isEmpty()) {
      return JSON.createObjectNode();
    }
    try {
      JsonNode file = JSON.readTree(Files.readAllBytes(failure.file().get()));
      // A message in a queue or a topic has the invocation record as a string.
      JsonNode text = file.has("Body") ? file.path("Body") : file.path("Message");
      return text.isTextual() ? JSON.readTree(text.textValue()) : file;
    } catch (IOException e) {
      throw new BadRequestException(GONE, "cannot read " + failure.file().get() + ": " + e);
    }
  }

  private void mark(FailureSnapshot failure, int sent) {
    try {
      if (failure.file().isPresent()) {
        parts.get().destinations().markRedriven(failure.file().get(), sent);
      }
    } catch (IOException e) {
      throw new BadRequestException(
          CONFLICT,
          "the failure was sent, but could not be marked, so that a redrive sends it again: " + e);
    }
  }
}

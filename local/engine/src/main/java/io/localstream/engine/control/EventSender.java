package io.localstream.engine.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.localstream.engine.inspection.ActionFields;
import io.localstream.engine.inspection.BadRequestException;
import io.localstream.engine.inspection.StreamSnapshot;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;

/** Puts an event on a stream. The stream's limits and the injected faults apply. */
record EventSender(ControlledParts parts) {
  private static final int WRONG = 400;

  Object put(ActionFields fields) {
    fields.allow(List.of("stream", "partitionKey", "text", "base64"));
    List<String> streams = parts.inspection().streams().stream().map(StreamSnapshot::name).toList();
    String stream = fields.oneOf("stream", streams);
    String key = fields.text("partitionKey");
    byte[] data = data(fields);
    try {
      PutRecordResponse accepted =
          parts
              .kinesis()
              .putRecord(
                  r ->
                      r.streamName(stream)
                          .partitionKey(key)
                          .data(SdkBytes.fromByteArrayUnsafe(data)));
      return Map.of("shardId", accepted.shardId(), "sequenceNumber", accepted.sequenceNumber());
    } catch (SdkException e) {
      throw new BadRequestException(
          WRONG, "the stream did not accept the event: " + e.getMessage());
    }
  }

  private static byte[] data(ActionFields fields) {
    Optional<String> base64 = fields.optionalText("base64");
    if (base64.isEmpty()) {
      return fields.text("text").getBytes(UTF_8);
    }
    try {
      return Base64.getDecoder().decode(base64.get());
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(WRONG, "the field base64 must be base64: " + e.getMessage());
    }
  }
}

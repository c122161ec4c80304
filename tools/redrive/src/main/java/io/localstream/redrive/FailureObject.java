package io.localstream.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * A failure object: the batch that Lambda discarded.
 *
 * @param key the object's key
 * @param stream the ARN of the stream that the batch came from
 * @param shard the shard ID
 * @param start the sequence number of the batch's first record
 * @param records the records, in order, ready to be sent again
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Retain
 *     discarded batch records</a>
 */
record FailureObject(
    FailureKey key,
    Arn stream,
    String shard,
    BigInteger start,
    List<PutRecordsRequestEntry> records) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The position of a batch in its shard. It orders the objects of one second, because a bisected
   * batch has several objects.
   *
   * @param key the object's key
   * @param shard the shard ID
   * @param start the sequence number of the batch's first record
   */
  record BatchPosition(FailureKey key, String shard, BigInteger start) {
    static final Comparator<BatchPosition> IN_ORDER =
        Comparator.comparing(BatchPosition::shard).thenComparing(BatchPosition::start);
  }

  /**
   * Reads an object.
   *
   * @param key the key of the object
   * @param json the content of the object
   * @return the object
   * @throws IllegalArgumentException if it is not a failure object, or has no payload; the message
   *     says what is wrong
   */
  static FailureObject parse(FailureKey key, byte[] json) {
    try {
      JsonNode object = JSON.readTree(json);
      JsonNode batch = object.path("KinesisBatchInfo");
      return new FailureObject(
          key,
          Arn.fromString(text(batch, "streamArn")),
          text(batch, "shardId"),
          new BigInteger(text(batch, "startSequenceNumber")),
          records(event(object.path("payload"))));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("not a failure object: " + firstLine(e), e);
    }
  }

  BatchPosition position() {
    return new BatchPosition(key, shard, start);
  }

  /**
   * Returns the invocation event. Lambda writes it as a JSON string; other tools can write it as an
   * object.
   */
  private static JsonNode event(JsonNode payload) throws IOException {
    if (payload.isObject()) {
      return payload;
    }
    if (payload.isTextual()) {
      return JSON.readTree(payload.textValue());
    }
    throw new IllegalArgumentException(
        "'payload' is " + (payload.isMissingNode() ? "missing" : "neither a string nor an object"));
  }

  private static List<PutRecordsRequestEntry> records(JsonNode event) throws IOException {
    List<PutRecordsRequestEntry> records = new ArrayList<>();
    for (JsonNode record : event.path("Records")) {
      JsonNode kinesis = record.path("kinesis");
      text(kinesis, "data");
      records.add(
          PutRecordsRequestEntry.builder()
              .partitionKey(text(kinesis, "partitionKey"))
              .data(SdkBytes.fromByteArrayUnsafe(kinesis.path("data").binaryValue()))
              .build());
    }
    if (records.isEmpty()) {
      throw new IllegalArgumentException("'payload' has no records");
    }
    return records;
  }

  private static String text(JsonNode parent, String field) {
    JsonNode value = parent.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(
          "'" + field + "' is " + (value.isMissingNode() ? "missing" : "not a string"));
    }
    return value.textValue();
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}

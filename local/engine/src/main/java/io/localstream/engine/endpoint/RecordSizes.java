package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.assembly.Deployment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Refuses requests that are too large for AWS. A Kinesis server can accept larger ones.
 *
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html">
 *     PutRecords</a>
 * @see <a href="https://docs.aws.amazon.com/streams/latest/dev/large-records.html">Large
 *     records</a>
 */
final class RecordSizes {
  private static final int MAX_RECORDS = 500;
  private static final int MAX_REQUEST_BYTES = 10 << 20;

  private final Map<String, Integer> maxRecordBytes;

  /**
   * Reads the limits of streams.
   *
   * @param streams the streams; all others have the default limit
   */
  RecordSizes(List<Deployment.Stream> streams) {
    this.maxRecordBytes =
        streams.stream()
            .collect(Collectors.toMap(Deployment.Stream::name, Deployment.Stream::maxRecordBytes));
  }

  /** Returns the size that Kinesis limits: data and partition key together, without base64. */
  static long of(JsonNode entry) {
    String partitionKey = entry.path("PartitionKey").asText();
    return KinesisContent.dataSize(entry) + partitionKey.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * Checks the record of a PutRecord request.
   *
   * @throws AwsError if the record is too large for the stream
   */
  void checkRecord(String stream, JsonNode content) {
    int limit = limit(stream);
    checkData(content, "data", limit);
    checkRecord(content, limit);
  }

  /**
   * Checks the records of a PutRecords request. A record that is too large fails the whole request.
   *
   * @throws AwsError if there are too many records, or if one record or all records together are
   *     too large
   */
  void checkRecords(String stream, JsonNode entries) {
    if (entries.size() > MAX_RECORDS) {
      throw invalid("records", MAX_RECORDS);
    }
    int limit = limit(stream);
    long bytes = 0;
    for (int i = 0; i < entries.size(); i++) {
      checkData(entries.get(i), "records.%d.member.data".formatted(i + 1), limit);
      bytes += of(entries.get(i));
    }
    if (bytes > MAX_REQUEST_BYTES) {
      throw new AwsError(400, "InvalidArgumentException", "Records size exceeds 10 MB limit");
    }
    entries.forEach(entry -> checkRecord(entry, limit));
  }

  private int limit(String stream) {
    return maxRecordBytes.getOrDefault(stream, Deployment.Stream.DEFAULT_MAX_RECORD_BYTES);
  }

  private static void checkData(JsonNode entry, String field, int limit) {
    if (KinesisContent.dataSize(entry) > limit) {
      throw invalid(field, limit);
    }
  }

  private static void checkRecord(JsonNode entry, int limit) {
    if (of(entry) > limit) {
      throw new AwsError(
          400,
          "InvalidArgumentException",
          "Data and partition key must have %d bytes or less, had %d".formatted(limit, of(entry)));
    }
  }

  private static AwsError invalid(String field, int limit) {
    return new AwsError(
        400,
        "ValidationException",
        "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must have length less than or equal to %d"
            .formatted(field, limit));
  }
}

package io.localstream.sender;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Divides records into requests, within <a
 * href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html">PutRecords'
 * limits</a>. Sizes include partition keys in UTF-8, but not the overhead of Base64.
 */
final class RequestBatcher {
  static final int MAX_RECORDS = 500;
  static final int MAX_REQUEST_BYTES = 10 * 1024 * 1024;
  static final int MAX_PARTITION_KEY_CHARACTERS = 256;

  private RequestBatcher() {}

  /**
   * Rejects records that Kinesis would never accept.
   *
   * @throws IllegalArgumentException if there is such a record; the message identifies it
   */
  static void check(List<PutRecordsRequestEntry> records, int maxRecordBytes) {
    for (int i = 0; i < records.size(); i++) {
      String key = records.get(i).partitionKey();
      int characters = key.codePointCount(0, key.length());
      if (characters < 1 || characters > MAX_PARTITION_KEY_CHARACTERS) {
        throw refused(
            i,
            records,
            "the partition key must have 1 to %d characters, but has %,d",
            MAX_PARTITION_KEY_CHARACTERS,
            characters);
      }
      if (bytes(records.get(i)) > maxRecordBytes) {
        throw refused(
            i,
            records,
            "data and partition key have %,d bytes, but the stream accepts at most %,d",
            bytes(records.get(i)),
            maxRecordBytes);
      }
    }
  }

  /**
   * Removes the records of the next request from the pending ones: as many of the first {@value
   * #MAX_RECORDS} as fit, and at most one of each partition key. PutRecords can reject a record and
   * accept a later one; with the same key, their order would change.
   */
  static List<PutRecordsRequestEntry> takeNext(Deque<PutRecordsRequestEntry> pending) {
    List<PutRecordsRequestEntry> request = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    long size = 0;
    Iterator<PutRecordsRequestEntry> records = pending.iterator();
    for (int seen = 0; seen < MAX_RECORDS && records.hasNext(); seen++) {
      PutRecordsRequestEntry next = records.next();
      if (keys.add(next.partitionKey())) {
        size += bytes(next);
        if (size > MAX_REQUEST_BYTES && !request.isEmpty()) {
          break;
        }
        request.add(next);
        records.remove();
      }
    }
    return request;
  }

  private static int bytes(PutRecordsRequestEntry entry) {
    return entry.data().asByteArrayUnsafe().length + entry.partitionKey().getBytes(UTF_8).length;
  }

  private static IllegalArgumentException refused(
      int index, List<PutRecordsRequestEntry> records, String reason, Object... values) {
    String key = records.get(index).partitionKey();
    String shown = key.length() <= 80 ? key : key.substring(0, 80) + "…";
    return new IllegalArgumentException(
        "record %d of %d (partition key '%s'), nothing was sent: "
                .formatted(index + 1, records.size(), shown)
            + String.format(Locale.ROOT, reason, values));
  }
}

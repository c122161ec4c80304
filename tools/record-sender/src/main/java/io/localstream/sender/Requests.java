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
 * How records are divided into requests, within <a
 * href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html">PutRecords'
 * limits</a>. Partition keys count in all sizes, in UTF-8; Base64 does not.
 */
final class Requests {
  static final int MAX_RECORDS = 500;
  static final int MAX_REQUEST_BYTES = 10 * 1024 * 1024;
  static final int MAX_PARTITION_KEY_CHARACTERS = 256;

  private Requests() {}

  /**
   * Refuses records that Kinesis would refuse whatever happens.
   *
   * @throws IllegalArgumentException when there is such a record; the message names it
   */
  static void check(List<PutRecordsRequestEntry> records, int maxRecordBytes) {
    for (int i = 0; i < records.size(); i++) {
      String key = records.get(i).partitionKey();
      int characters = key.codePointCount(0, key.length());
      if (characters < 1 || characters > MAX_PARTITION_KEY_CHARACTERS) {
        throw refused(
            i,
            records,
            "the partition key must have 1 to %d characters, has %,d",
            MAX_PARTITION_KEY_CHARACTERS,
            characters);
      }
      if (bytes(records.get(i)) > maxRecordBytes) {
        throw refused(
            i,
            records,
            "data and partition key take %,d bytes, the stream takes at most %,d",
            bytes(records.get(i)),
            maxRecordBytes);
      }
    }
  }

  /**
   * Takes the next request's records from those pending: of the first {@value #MAX_RECORDS} as many
   * as fit, and one of each partition key at most. PutRecords may reject a record and accept a
   * later one: were both of one key, the rejected one would come after it.
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

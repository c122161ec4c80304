package io.localstream.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Records that are sent together.
 *
 * @param lines the line number of each record
 * @param records the records
 * @param refusal why the line after these records is refused; empty if it is not refused
 */
record Chunk(
    List<Long> lines,
    List<PutRecordsRequestEntry> records,
    Optional<RefusedLineException> refusal) {
  private static final int MAX_RECORDS = 500;
  private static final int MAX_BYTES = 5 * 1024 * 1024;

  /**
   * Reads the next chunk. Waits for the first line only.
   *
   * @param most the maximum number of records, 1 or more
   */
  static Chunk read(LineReader reader, LineParser parser, int most) {
    List<Long> lines = new ArrayList<>();
    List<PutRecordsRequestEntry> records = new ArrayList<>();
    int bytes = 0;
    while (records.size() < Math.min(most, MAX_RECORDS)
        && bytes < MAX_BYTES
        && (records.isEmpty() || reader.ready())) {
      Optional<Line> line = reader.next();
      if (line.isEmpty()) {
        break;
      }
      try {
        PutRecordsRequestEntry record = parser.parse(line.get());
        lines.add(line.get().number());
        records.add(record);
        bytes += record.data().asByteArrayUnsafe().length;
      } catch (RefusedLineException e) {
        return new Chunk(lines, records, Optional.of(e));
      }
    }
    return new Chunk(lines, records, Optional.empty());
  }

  boolean isEnd() {
    return records.isEmpty() && refusal.isEmpty();
  }
}

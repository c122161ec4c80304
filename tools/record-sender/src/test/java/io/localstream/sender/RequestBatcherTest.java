package io.localstream.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

class RequestBatcherTest {
  private static final int MIB = 1024 * 1024;

  @Test
  void shouldFillRequestsWithFiveHundredRecords_whenTheyAreSmall() {
    assertThat(sizes(records(1001, 10))).containsExactly(500, 500, 1);
  }

  @Test
  void shouldFillRequestToSizeLimit_whenRecordsAreLarge() {
    assertThat(sizes(records(11, MIB))).containsExactly(10, 1);
  }

  @Test
  void shouldCountPartitionKeysInUtf8_whenARequestFills() {
    List<PutRecordsRequestEntry> oneByteTooMany = new ArrayList<>(records(9, MIB));
    oneByteTooMany.add(record("é", MIB - 1));
    assertThat(sizes(oneByteTooMany)).containsExactly(9, 1);
  }

  @Test
  void shouldSendARecordAlone_whenItFillsARequest() {
    assertThat(sizes(List.of(record("a", 10 * MIB - 1), record("b", 1)))).containsExactly(1, 1);
  }

  @Test
  void shouldHaveOneRecordPerKeyInRequest_andFillItWithOtherKeys() {
    List<PutRecordsRequestEntry> records =
        Stream.of("a", "b", "a", "a", "c").map(key -> record(key, 1)).toList();
    assertThat(requests(records))
        .containsExactly(
            List.of(records.get(0), records.get(1), records.get(4)),
            List.of(records.get(2)),
            List.of(records.get(3)));
  }

  @Test
  void shouldKeepTheRecordsOrder() {
    Deque<PutRecordsRequestEntry> pending = new ArrayDeque<>(records(501, 4));
    List<PutRecordsRequestEntry> all = List.copyOf(pending);
    List<PutRecordsRequestEntry> first = RequestBatcher.takeNext(pending);
    assertThat(first).isEqualTo(all.subList(0, 500));
    assertThat(pending).containsExactly(all.get(500));
  }

  @Test
  void shouldNameTheRecord_whenItIsOneByteTooLarge() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RequestBatcher.check(List.of(record("a", 1), record("big", MIB - 2)), MIB))
        .withMessage(
            "record 2 of 2 (partition key 'big'), nothing was sent: data and partition key have"
                + " 1,048,577 bytes, but the stream accepts at most 1,048,576");
    assertThatCode(() -> RequestBatcher.check(List.of(record("big", MIB - 3)), MIB))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldNameTheRecord_whenItsKeyIsEmptyOrTooLong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RequestBatcher.check(List.of(record("", 1)), MIB))
        .withMessageContaining("record 1 of 1")
        .withMessageContaining("1 to 256 characters, but has 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RequestBatcher.check(List.of(record("😀".repeat(257), 1)), MIB))
        .withMessageContaining("but has 257");
    assertThatCode(() -> RequestBatcher.check(List.of(record("😀".repeat(256), 1)), MIB))
        .doesNotThrowAnyException();
  }

  private static List<Integer> sizes(List<PutRecordsRequestEntry> records) {
    return requests(records).stream().map(List::size).toList();
  }

  private static List<List<PutRecordsRequestEntry>> requests(List<PutRecordsRequestEntry> records) {
    Deque<PutRecordsRequestEntry> pending = new ArrayDeque<>(records);
    List<List<PutRecordsRequestEntry>> requests = new ArrayList<>();
    while (!pending.isEmpty()) {
      requests.add(RequestBatcher.takeNext(pending));
    }
    return requests;
  }

  /** Returns records of a size that includes their keys of four characters. */
  private static List<PutRecordsRequestEntry> records(int count, int size) {
    return IntStream.range(0, count).mapToObj(i -> record("%04d".formatted(i), size - 4)).toList();
  }

  private static PutRecordsRequestEntry record(String key, int dataBytes) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(key)
        .data(SdkBytes.fromByteArrayUnsafe(new byte[dataBytes]))
        .build();
  }
}

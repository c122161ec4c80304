package io.localstream.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;

class CaptureFileTest {
  @TempDir private Path folder;

  static List<byte[]> data() {
    return List.of(
        "{\"message\": \"Hello\" }".getBytes(UTF_8),
        "ünïcode \u0000 \n \uD83D\uDE00 \"quoted\"".getBytes(UTF_8),
        new byte[] {(byte) 0xff, (byte) 0xfe, 0, 10},
        new byte[0]);
  }

  @ParameterizedTest
  @MethodSource("data")
  void shouldGiveKeyAndBytesBack_whenACapturedLineIsPut(byte[] bytes) throws Exception {
    Path file = folder.resolve("captures").resolve("c.jsonl");
    try (CaptureFile capture = CaptureFile.create(file)) {
      capture.add("shardId-000000000000", record("k\"y", bytes));
      assertThat(capture.records()).isOne();
    }

    try (LineReader lines = LineReader.of(file)) {
      PutRecordsRequestEntry record =
          new LineParser(Optional.empty(), false, 1000).parse(lines.next().orElseThrow());
      assertThat(record.partitionKey()).isEqualTo("k\"y");
      assertThat(record.data().asByteArray()).isEqualTo(bytes);
      assertThat(lines.next()).isEmpty();
    }
  }

  @Test
  void shouldHaveWhereAndWhenARecordWas() throws Exception {
    Path file = folder.resolve("c.jsonl");
    try (CaptureFile capture = CaptureFile.create(file)) {
      capture.add("shardId-000000000001", record("ada", "hello".getBytes(UTF_8)));
      capture.add("shardId-000000000001", record("ada", new byte[] {(byte) 0xff}));
    }

    assertThat(file)
        .hasContent(
            """
            {"partitionKey":"ada","shardId":"shardId-000000000001","sequenceNumber":"4711",\
            "arrivalTime":"2026-01-01T00:00:00.123Z","data":"hello"}
            {"partitionKey":"ada","shardId":"shardId-000000000001","sequenceNumber":"4711",\
            "arrivalTime":"2026-01-01T00:00:00.123Z","dataBase64":"/w=="}
            """);
  }

  @Test
  void shouldBeReadableByItsOwnerOnly() throws Exception {
    Path file = folder.resolve("c.jsonl");
    CaptureFile.create(file).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldOverwriteNothing_whenTheFileExists() throws Exception {
    Path file = Files.writeString(folder.resolve("c.jsonl"), "mine");

    assertThatThrownBy(() -> CaptureFile.create(file))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("c.jsonl exists: name another file, or delete it");
    assertThat(file).hasContent("mine");
  }

  private static Record record(String key, byte[] data) {
    return Record.builder()
        .partitionKey(key)
        .sequenceNumber("4711")
        .approximateArrivalTimestamp(Instant.parse("2026-01-01T00:00:00.123Z"))
        .data(SdkBytes.fromByteArray(data))
        .build();
  }
}

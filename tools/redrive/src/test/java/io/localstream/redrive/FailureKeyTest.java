package io.localstream.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureKeyTest {
  private static final String KEY =
      "aws/lambda/3ea2a2c8-1f3b-4c5d-9d4e-7a0f6b0c2d11/shardId-000000000001/2025/06/02/"
          + "2025-06-02T12.02.44-0b1c7f0e-6a55-4e7b-8f0f-0d5b8d9a2c33";

  @Test
  void shouldParseTime_ofKeysInBucketAndFolder() {
    Instant time = Instant.parse("2025-06-02T12:02:44Z");
    assertThat(FailureKey.parse(KEY)).hasValue(new FailureKey(KEY, time));
    assertThat(FailureKey.parse("my-bucket/" + KEY))
        .hasValue(new FailureKey("my-bucket/" + KEY, time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        KEY + FailureKey.MARKER,
        "notes.txt",
        "aws/lambda/uuid/shardId-0/2025/06/02/report",
        "aws/lambda/uuid/shardId-0/2025/06/02/2025-99-02T12.02.44-x",
        "aws/lambda/uuid/2025/06/02/2025-06-02T12.02.44-x",
      })
  void shouldIgnoreOtherKeys(String key) {
    assertThat(FailureKey.parse(key)).isEmpty();
  }

  @Test
  void shouldOmitMarkedObjects() {
    List<String> keys = List.of(KEY + "1", KEY + "2", KEY + "2" + FailureKey.MARKER);
    List<FailureKey> failures = FailureKey.since(Instant.EPOCH, keys);
    assertThat(failures).hasSize(2);
    assertThat(FailureKey.unmarked(failures, keys))
        .extracting(FailureKey::key)
        .containsExactly(KEY + "1");
  }

  @Test
  void shouldOmitOlderObjects() {
    Instant written = Instant.parse("2025-06-02T12:02:44Z");
    assertThat(FailureKey.since(written, List.of(KEY))).hasSize(1);
    assertThat(FailureKey.since(written.plusSeconds(1), List.of(KEY))).isEmpty();
  }
}

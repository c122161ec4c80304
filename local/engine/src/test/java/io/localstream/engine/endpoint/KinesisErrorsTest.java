package io.localstream.engine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import io.localstream.engine.stream.StreamStore;
import io.localstream.fixtures.ManualTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Tests the errors of refused requests: the cases in the test suite of kinesalite, which was run
 * against AWS, and in an issue there that quotes AWS.
 */
class KinesisErrorsTest {
  private static final String ACCOUNT = "111122223333";

  private final InMemoryKinesis kinesis =
      new InMemoryKinesis(
          new StreamStore(
              ACCOUNT, new ManualTime(Instant.parse("2026-01-01T00:00:00.123Z")), 64 << 20),
          name -> "arn:aws:kinesis:us-east-1:111122223333:stream/" + name);

  @BeforeEach
  void createStreams() {
    answer("CreateStream", "{'StreamName':'three','ShardCount':3}");
    answer("CreateStream", "{'StreamName':'split','ShardCount':1}");
    answer("SplitShard", "{'StreamName':'split','ShardToSplit':'0','NewStartingHashKey':'2'}");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvFileSource(resources = "kinesis-errors.csv", delimiter = '|', numLinesToSkip = 1)
  void shouldSayWhatKinesisSays_whenItRefuses(
      String operation, String request, String code, String message, String source) {
    AwsResponse response = answer(operation, expanded(request));

    JsonNode error = response.read();
    assertThat(error.path("__type").asText()).as(source).isEqualTo(code);
    assertThat(error.path("message").asText()).as(source).isEqualTo(expanded(message));
    assertThat(response.status()).isEqualTo(400);
  }

  private AwsResponse answer(String operation, String json) {
    Headers headers = new Headers();
    headers.set("Content-Type", "application/x-amz-json-1.1");
    headers.set("X-Amz-Target", "Kinesis_20131202." + operation);
    byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    AwsRequest request = AwsRequest.of(headers, body);
    try {
      return kinesis.send(request);
    } catch (AwsError e) {
      return AwsResponse.of(e, request.format());
    }
  }

  /** Inserts texts that are too long for a table. */
  private static String expanded(String text) {
    return text.replace("<129>", "a".repeat(129))
        .replace("<257>", "a".repeat(257))
        .replace("<513>", "a".repeat(513))
        .replace("<1048577 bytes>", Base64.getEncoder().encodeToString(new byte[1_048_577]));
  }
}

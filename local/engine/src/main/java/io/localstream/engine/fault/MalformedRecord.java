package io.localstream.engine.fault;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A record that a consumer cannot parse.
 *
 * @param partitionKey {@code malformed-} and a random suffix
 */
public record MalformedRecord(String partitionKey, byte[] data) {
  private static final List<byte[]> KINDS =
      List.of(
          utf8("this is not JSON"),
          utf8("{\"message\":\"the time is missing\"}"),
          utf8("{\"message\":[\"mistyped\"],\"time\":\"mistyped\"}"),
          utf8("{}"),
          new byte[0],
          new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, (byte) 0xFF, '"', '}'});

  static MalformedRecord draw(SplittableRandom random) {
    byte[] data = KINDS.get(random.nextInt(KINDS.size()));
    return new MalformedRecord("malformed-%016x".formatted(random.nextLong()), data.clone());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.localstream.engine.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AwsChunkedInputStreamTest {
  @Test
  void shouldReturnTheDataOnly_whenChunksAreSignedAndHaveATrailer() throws Exception {
    String encoded =
        String.join(
            "\r\n",
            "5;chunk-signature=ab",
            "Hello",
            "A;chunk-signature=cd",
            ", worl\r\nd!",
            "0;chunk-signature=ef",
            "x-amz-checksum-crc32:AAAAAA==",
            "",
            "");

    assertThat(decode(encoded)).isEqualTo("Hello, worl\r\nd!");
  }

  @Test
  void shouldFail_whenBodyEndsEarlyOrHasNoChunks() {
    assertThatThrownBy(() -> decode("5\r\nHel")).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> decode("Hello\r\n"))
        .isInstanceOf(IOException.class)
        .hasMessage("the size of a chunk must be hexadecimal, was Hello");
  }

  private static String decode(String encoded) throws IOException {
    byte[] bytes = encoded.getBytes(US_ASCII);
    return new String(
        new AwsChunkedInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), US_ASCII);
  }
}

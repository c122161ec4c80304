package io.localstream.sender;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.warmup.http.CannedResponseHttpClient;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * A response in which the stream accepted all records. It is valid for {@code PutRecord} and for
 * {@code PutRecords} with {@value #RECORDS} records, because each operation ignores the fields of
 * the other.
 */
final class CannedResponse {
  static final int RECORDS = 2;

  private static final String JSON_RECORD = "\"SequenceNumber\":\"0\",\"ShardId\":\"0\"";
  private static final String JSON =
      "{%1$s,\"FailedRecordCount\":0,\"Records\":[{%1$s},{%1$s}]}".formatted(JSON_RECORD);

  private static final String CBOR_RECORD =
      text("SequenceNumber") + text("0") + text("ShardId") + text("0");
  private static final String CBOR =
      map(4)
          + CBOR_RECORD
          + text("FailedRecordCount")
          + "\0"
          + text("Records")
          + (char) (0x80 + RECORDS)
          + (map(2) + CBOR_RECORD).repeat(RECORDS);

  private CannedResponse() {}

  /**
   * Creates an HTTP client that sends nothing, and returns this response in the protocol that the
   * SDK is configured with.
   */
  static SdkHttpClient httpClient() {
    String response = SdkSystemSetting.CBOR_ENABLED.getBooleanValueOrThrow() ? CBOR : JSON;
    return CannedResponseHttpClient.builder().responseBody(response.getBytes(ISO_8859_1)).build();
  }

  /** The first byte of a CBOR map with up to 23 entries. */
  private static String map(int size) {
    return String.valueOf((char) (0xa0 + size));
  }

  /** Encodes a text of up to 23 characters in CBOR. */
  private static String text(String text) {
    return (char) (0x60 + text.length()) + text;
  }
}

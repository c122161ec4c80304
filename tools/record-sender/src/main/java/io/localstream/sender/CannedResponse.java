package io.localstream.sender;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.warmup.http.CannedResponseHttpClient;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The response of a stream that accepts what it gets: one that is right for {@code PutRecord} and
 * for {@code PutRecords} of {@value #RECORDS} records, since each ignores the fields of the other.
 */
final class CannedResponse {
  static final int RECORDS = 2;

  private static final String JSON_RECORD = "\"SequenceNumber\":\"0\",\"ShardId\":\"0\"";
  private static final String JSON =
      "{%1$s,\"FailedRecordCount\":0,\"Records\":[{%1$s},{%1$s}]}".formatted(JSON_RECORD);

  /** The same in CBOR, where a character before each text, map and list says its type and size. */
  private static final String CBOR_RECORD = "\u006eSequenceNumber\u00610\u0067ShardId\u00610";

  private static final String CBOR =
      "\u00a4%1$s\u0071FailedRecordCount\0\u0067Records\u0082\u00a2%1$s\u00a2%1$s"
          .formatted(CBOR_RECORD);

  private CannedResponse() {}

  /**
   * An HTTP client that sends nothing, and has this response in the format that the SDK is set to.
   */
  static SdkHttpClient httpClient() {
    String response = SdkSystemSetting.CBOR_ENABLED.getBooleanValueOrThrow() ? CBOR : JSON;
    return CannedResponseHttpClient.builder().responseBody(response.getBytes(ISO_8859_1)).build();
  }
}

package io.localstream.sender;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Answers PutRecord, and PutRecords of {@value #RECORDS} records, as a stream that accepts them
 * does, and keeps nothing. It stands in for the HTTP client where code is to run, and nothing to
 * happen. The answer is in the format of the request: CBOR unless the SDK is set to JSON.
 */
final class InMemoryKinesis implements SdkHttpClient {
  static final int RECORDS = 2;

  private static final String CBOR_RECORD =
      cborMap(2) + cborText("SequenceNumber") + cborText("0") + cborText("ShardId") + cborText("0");
  private static final String CBOR_RECORDS =
      cborMap(2)
          + cborText("FailedRecordCount")
          + "\0"
          + cborText("Records")
          + (char) (0x80 + RECORDS)
          + CBOR_RECORD.repeat(RECORDS);
  private static final String JSON_RECORD = "{\"SequenceNumber\":\"0\",\"ShardId\":\"0\"}";
  private static final String JSON_RECORDS =
      "{\"FailedRecordCount\":0,\"Records\":[" + JSON_RECORD + "," + JSON_RECORD + "]}";

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new Request(request);
  }

  @Override
  public void close() {}

  /** A request and its answer. */
  private record Request(HttpExecuteRequest request) implements ExecutableHttpRequest {
    @Override
    public HttpExecuteResponse call() throws IOException {
      if (request.contentStreamProvider().isPresent()) {
        read(request.contentStreamProvider().get());
      }
      byte[] answer = answer().getBytes(ISO_8859_1);
      return HttpExecuteResponse.builder()
          .response(
              SdkHttpFullResponse.builder()
                  .statusCode(200)
                  .putHeader("Content-Type", header("Content-Type"))
                  .putHeader("x-amzn-RequestId", "none")
                  .putHeader("Content-Length", Integer.toString(answer.length))
                  .build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
          .build();
    }

    @Override
    public void abort() {}

    private String answer() {
      boolean several = header("X-Amz-Target").endsWith("PutRecords");
      return header("Content-Type").contains("cbor")
          ? several ? CBOR_RECORDS : CBOR_RECORD
          : several ? JSON_RECORDS : JSON_RECORD;
    }

    private String header(String name) {
      SdkHttpRequest head = request.httpRequest();
      return head.firstMatchingHeader(name).orElse("");
    }

    private static void read(ContentStreamProvider content) throws IOException {
      try (InputStream body = content.newStream()) {
        body.readAllBytes();
      }
    }
  }

  private static String cborMap(int size) {
    return String.valueOf((char) (0xa0 + size));
  }

  private static String cborText(String text) {
    return (char) (0x60 + text.length()) + text;
  }
}

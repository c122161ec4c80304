package io.localstream.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * An HTTP client that accepts all records at once, so that a request measures only the work of the
 * Kinesis client.
 */
public final class UnconnectedKinesis implements SdkHttpClient {
  private static final int MOST_RECORDS_A_REQUEST = 500;
  private static final Map<String, String> ACCEPTED =
      Map.of(
          "ShardId",
          "shardId-000000000000",
          "SequenceNumber",
          "49590338271490256608559692538361571095921575989136588898");

  private final byte[] answerToOne;
  private final byte[] answerToSeveral;

  private UnconnectedKinesis(int records) {
    answerToOne = cbor(ACCEPTED);
    answerToSeveral =
        cbor(Map.of("FailedRecordCount", 0, "Records", Collections.nCopies(records, ACCEPTED)));
  }

  /**
   * Creates a Kinesis client that sends nothing.
   *
   * @param events the number of events per invocation: less than 500, or a multiple of 500
   * @return a new client
   */
  public static KinesisClient client(int events) {
    return KinesisClient.builder()
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsSessionCredentials.create("none", "none", "none")))
        .httpClient(new UnconnectedKinesis(Math.min(events, MOST_RECORDS_A_REQUEST)))
        .build();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return answer(request);
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}

  private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
    try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
      body.transferTo(OutputStream.nullOutputStream());
    }
    String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElseThrow();
    byte[] answer = target.endsWith("PutRecords") ? answerToSeveral : answerToOne;
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpFullResponse.builder()
                .statusCode(200)
                .putHeader("Content-Type", "application/x-amz-cbor-1.1")
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
        .build();
  }

  private static byte[] cbor(Object value) {
    try {
      return new CBORMapper().writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

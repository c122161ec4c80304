package io.localstream.engine.endpoint;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** An SDK client's HTTP client that calls an API in this process, without a connection. */
final class InProcessHttpClient implements SdkHttpClient {
  private final Api api;

  /** Answers requests. It can throw an {@link AwsError} as the response. */
  @FunctionalInterface
  interface Api {
    AwsResponse handle(AwsRequest request) throws InterruptedException;
  }

  InProcessHttpClient(Api api) {
    this.api = api;
  }

  static KinesisClient kinesisClient(Api api, String region, String accessKeyId) {
    return KinesisClient.builder()
        .httpClient(new InProcessHttpClient(api))
        .endpointOverride(URI.create("http://localhost"))
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "local")))
        .build();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return response(answer(awsRequest(request)));
      }

      @Override
      public void abort() {
        // Nothing to do: the SDK interrupts the calling thread.
      }
    };
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  private static AwsRequest awsRequest(HttpExecuteRequest request) throws IOException {
    Headers headers = new Headers();
    request.httpRequest().forEachHeader((name, values) -> headers.put(name, values));
    if (request.contentStreamProvider().isEmpty()) {
      return AwsRequest.of(headers, new byte[0]);
    }
    try (InputStream body = request.contentStreamProvider().get().newStream()) {
      return AwsRequest.of(headers, body.readAllBytes());
    }
  }

  private AwsResponse answer(AwsRequest request) throws IOException {
    try {
      return api.handle(request);
    } catch (AwsError e) {
      return AwsResponse.of(e, request.format());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static HttpExecuteResponse response(AwsResponse answer) {
    SdkHttpResponse.Builder head =
        SdkHttpResponse.builder()
            .statusCode(answer.status())
            .putHeader("Content-Type", answer.contentType());
    answer.headers().forEach(head::putHeader);
    return HttpExecuteResponse.builder()
        .response(head.build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.bytes())))
        .build();
  }
}

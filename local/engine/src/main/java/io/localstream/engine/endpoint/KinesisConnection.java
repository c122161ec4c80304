package io.localstream.engine.endpoint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Sends requests to the Kinesis server.
 *
 * <p>Uses {@link HttpClient}, because {@code HttpURLConnection} silently sends a POST again if the
 * server has closed a kept connection. A record could then be put twice.
 */
public final class KinesisConnection extends KinesisBackend {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final URI server;
  private final HttpClient http;

  /**
   * Creates a connection, which opens with the first request.
   *
   * @param server the URL of the server
   */
  public KinesisConnection(URI server) {
    this.server = server;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
  }

  /**
   * Sends a request with the headers that identify the caller.
   *
   * @return the response, unchanged
   * @throws AwsError 503 if the server does not answer
   */
  @Override
  AwsResponse send(AwsRequest request) throws InterruptedException {
    HttpRequest.Builder outgoing =
        HttpRequest.newBuilder(server)
            .timeout(TIMEOUT)
            .header("Content-Type", request.format().contentType())
            .header("X-Amz-Target", request.service() + "." + request.operation())
            .POST(BodyPublishers.ofByteArray(request.body().bytes()));
    for (String name : new String[] {"Authorization", "X-Amz-Date", "X-Amz-Security-Token"}) {
      if (!request.header(name).isEmpty()) {
        outgoing.header(name, request.header(name));
      }
    }
    try {
      HttpResponse<byte[]> response = http.send(outgoing.build(), BodyHandlers.ofByteArray());
      String contentType =
          response.headers().firstValue("Content-Type").orElse(request.format().contentType());
      return new AwsResponse(response.statusCode(), contentType, response.body());
    } catch (IOException e) {
      throw new AwsError(
          503, "ServiceUnavailable", "the Kinesis server at " + server + " does not answer: " + e);
    }
  }
}

package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.localstream.engine.emulator.ServiceEndpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Sends requests to an AWS-compatible endpoint, signed with dummy credentials instead of the
 * caller's.
 */
public final class ServiceConnection {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private static final Set<String> NOT_RETURNED =
      Set.of("connection", "content-length", "transfer-encoding", "date", "keep-alive");

  private final ServiceEndpoint endpoint;
  private final String account;
  private final ForwardedRequests requests;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * @param endpoint the endpoint
   * @param account the account in which emulators look up resources: they take it from an access
   *     key ID of 12 digits
   */
  public ServiceConnection(ServiceEndpoint endpoint, String account) {
    this.endpoint = endpoint;
    this.account = account;
    this.requests = new ForwardedRequests(endpoint, AwsCredentialsIdentity.create(account, "none"));
  }

  /**
   * Forwards a request, and returns the response to the caller. Streams both bodies.
   *
   * @throws AwsError 503 if the endpoint does not answer
   */
  void send(ServiceCall call, InputStream body, HttpExchange exchange)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response = response(call, body);
    try (InputStream content = response.body()) {
      giveBack(response, content, exchange);
    }
  }

  /**
   * Asks the endpoint for the ARN of a secret. Policies have the ARN with its random end, and
   * requests can have the name only.
   *
   * @param id the name of the secret, or its ARN without the random end
   * @return the whole ARN; empty if there is no such secret
   * @throws AwsError 503 if the endpoint does not answer
   */
  Optional<String> secretArn(String region, String id) throws InterruptedException {
    Headers headers = new Headers();
    byte[] body = BodyFormat.JSON.write(BodyFormat.JSON.object().put("SecretId", id));
    headers.set("Content-Type", BodyFormat.JSON.contentType());
    headers.set("X-Amz-Target", "secretsmanager.DescribeSecret");
    headers.set("Content-Length", Integer.toString(body.length));
    ServiceCall describe =
        new ServiceCall("secretsmanager", region, account, "POST", "/", "", headers);
    try {
      HttpResponse<InputStream> response = response(describe, new ByteArrayInputStream(body));
      try (InputStream content = response.body()) {
        JsonNode arn = BodyFormat.JSON.read(content.readAllBytes()).path("ARN");
        return response.statusCode() == 200
            ? Optional.ofNullable(arn.textValue())
            : Optional.empty();
      }
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private HttpResponse<InputStream> response(ServiceCall call, InputStream body)
      throws InterruptedException {
    try {
      return http.send(requests.of(call, body), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private AwsError unavailable(IOException cause) {
    return new AwsError(
        503, "ServiceUnavailable", "%s does not answer: %s".formatted(endpoint, cause));
  }

  private static void giveBack(
      HttpResponse<InputStream> response, InputStream content, HttpExchange exchange)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!NOT_RETURNED.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, List.copyOf(values));
              }
            });
    long length = response.headers().firstValueAsLong("content-length").orElse(0);
    boolean unknown = response.headers().firstValue("content-length").isEmpty();
    if (exchange.getRequestMethod().equals("HEAD")) {
      if (!unknown) {
        headers.set("Content-Length", Long.toString(length));
      }
      exchange.sendResponseHeaders(response.statusCode(), -1);
      return;
    }
    boolean empty = response.statusCode() == 204 || response.statusCode() == 304;
    exchange.sendResponseHeaders(
        response.statusCode(), empty || (length == 0 && !unknown) ? -1 : length);
    if (!empty) {
      content.transferTo(exchange.getResponseBody());
    }
  }
}

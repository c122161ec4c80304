package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Sends requests to an AWS-compatible endpoint, signed with dummy credentials in place of the
 * caller's.
 */
public final class ServiceConnection {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** No function waits longer. The time includes the upload of the body. */
  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  /**
   * Request headers that belong to the signature, to the connection, or to aws-chunked encoding.
   */
  private static final Set<String> NOT_FORWARDED =
      Set.of(
          "authorization",
          "x-amz-date",
          "x-amz-security-token",
          "x-amz-content-sha256",
          "x-amz-decoded-content-length",
          "x-amz-trailer",
          "x-amz-sdk-checksum-algorithm",
          "host",
          "connection",
          "content-length",
          "expect",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  private static final Set<String> NOT_RETURNED =
      Set.of("connection", "content-length", "transfer-encoding", "date", "keep-alive");

  private final URI endpoint;
  private final AwsCredentialsIdentity credentials;
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
  public ServiceConnection(URI endpoint, String account) {
    this.endpoint = endpoint;
    this.credentials = AwsCredentialsIdentity.create(account, "none");
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
   * Asks for the ARN of a secret, of which a policy has the random end and a name has not.
   *
   * @param id the name of the secret, or its ARN without the random end
   * @return nothing if there is no such secret
   * @throws AwsError 503 if the endpoint does not answer
   */
  Optional<String> secretArn(String region, String id) throws InterruptedException {
    Headers headers = new Headers();
    byte[] body = BodyFormat.JSON.write(BodyFormat.JSON.object().put("SecretId", id));
    headers.set("Content-Type", BodyFormat.JSON.contentType());
    headers.set("X-Amz-Target", "secretsmanager.DescribeSecret");
    headers.set("Content-Length", Integer.toString(body.length));
    ServiceCall describe =
        new ServiceCall(
            "secretsmanager", region, credentials.accessKeyId(), "POST", "/", "", headers);
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
      return http.send(request(call, body), BodyHandlers.ofInputStream());
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

  private HttpRequest request(ServiceCall call, InputStream body) {
    String query = withoutSignature(call);
    String base = endpoint.toString().replaceFirst("/$", "");
    URI uri = URI.create(base + call.path() + (query.isEmpty() ? "" : "?" + query));
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
    call.headers()
        .forEach(
            (name, values) -> {
              if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.stream()
                    .map(value -> withoutChunking(name, value))
                    .filter(value -> !value.isEmpty())
                    .forEach(value -> request.header(name, value));
              }
            });
    signature(call, uri).forEach(request::header);
    return request.method(call.method(), publisher(call, body)).build();
  }

  private Map<String, String> signature(ServiceCall call, URI uri) {
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(call.method()))
            .uri(uri)
            // The signer leaves the payload unsigned over HTTPS only; the bodies are streamed.
            .protocol("https")
            .port(uri.getPort())
            .putHeader("Host", uri.getAuthority())
            .build();
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(credentials)
                        .request(unsigned)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, call.service())
                        .putProperty(AwsV4HttpSigner.REGION_NAME, call.region())
                        .putProperty(
                            AwsV4HttpSigner.DOUBLE_URL_ENCODE,
                            !call.service().equals(ServiceCall.S3))
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false))
            .request();
    return Map.of(
        "Authorization", signed.firstMatchingHeader("Authorization").orElseThrow(),
        "X-Amz-Date", signed.firstMatchingHeader("X-Amz-Date").orElseThrow(),
        "x-amz-content-sha256", "UNSIGNED-PAYLOAD");
  }

  private static BodyPublisher publisher(ServiceCall call, InputStream body) {
    boolean chunked = call.header("x-amz-content-sha256").startsWith("STREAMING-");
    String length =
        call.header(chunked ? "x-amz-decoded-content-length" : "Content-Length").strip();
    if (length.isEmpty() && call.header("Transfer-Encoding").isEmpty()) {
      return BodyPublishers.noBody();
    }
    InputStream content = chunked ? new AwsChunkedInputStream(body) : body;
    BodyPublisher stream = BodyPublishers.ofInputStream(() -> content);
    return length.isEmpty() || length.equals("0")
        ? (length.isEmpty() ? stream : BodyPublishers.noBody())
        : BodyPublishers.fromPublisher(stream, Long.parseLong(length));
  }

  private static String withoutChunking(String header, String value) {
    return header.equalsIgnoreCase("Content-Encoding")
        ? value.replaceAll("(?i)aws-chunked\\s*,?\\s*", "")
        : value;
  }

  private static String withoutSignature(ServiceCall call) {
    return String.join(
        "&",
        List.of(call.rawQuery().split("&")).stream()
            .filter(parameter -> !parameter.matches("X-Amz-(?!Target).*"))
            .toList());
  }
}

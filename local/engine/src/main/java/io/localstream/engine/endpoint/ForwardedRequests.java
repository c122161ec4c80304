package io.localstream.engine.endpoint;

import io.localstream.engine.emulator.ServiceEndpoint;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Creates the requests to an AWS-compatible endpoint that replace the requests of callers.
 *
 * @param endpoint receives the requests
 * @param credentials sign the requests instead of the caller's credentials
 */
record ForwardedRequests(ServiceEndpoint endpoint, AwsCredentialsIdentity credentials) {
  /** The longest timeout of a function. The time includes the upload of the body. */
  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  /**
   * Request headers that belong to the signature, to the connection, to aws-chunked encoding, or to
   * the web page that calls this endpoint.
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
          "origin",
          "sec-fetch-site",
          "connection",
          "content-length",
          "expect",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  /** Returns the request for a call. Streams the body. */
  HttpRequest of(ServiceCall call, InputStream body) {
    String query = withoutSignature(call);
    String base = endpoint.uri().toString().replaceFirst("/$", "");
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
    endpoint.headers().forEach(request::setHeader);
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

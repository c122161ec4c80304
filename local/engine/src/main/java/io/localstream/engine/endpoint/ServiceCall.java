package io.localstream.engine.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A signed request to a service that the engine does not simulate.
 *
 * @param service the name of the service in the signature, for example {@code dynamodb}
 * @param region the region in the signature
 * @param accessKeyId the access key ID of the caller
 * @param method the HTTP method
 * @param path the encoded path; for S3, with the bucket in it
 * @param rawQuery the encoded query; empty if there is none
 */
record ServiceCall(
    String service,
    String region,
    String accessKeyId,
    String method,
    String path,
    String rawQuery,
    Headers headers) {
  static final String S3 = "s3";

  private static final Pattern SCOPE =
      Pattern.compile("([^/=,\\s]+)/\\d{8}/([^/,\\s]+)/([^/,\\s]+)/aws4_request");

  /** A bucket in front of a local name, as clients with virtual-hosted-style requests send it. */
  private static final Pattern VIRTUAL_HOST =
      Pattern.compile("(?i)(?!s3\\.)(.+?)(?:\\.s3(?:[.-][a-z0-9-]+)?)?\\.localhost(?::\\d+)?");

  /** Returns the call, or nothing if the request has no signature. */
  static Optional<ServiceCall> of(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    URI uri = exchange.getRequestURI();
    String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
    Matcher scope =
        SCOPE.matcher(
            Optional.ofNullable(headers.getFirst("Authorization"))
                .or(() -> Optional.ofNullable(parameters(query).get("X-Amz-Credential")))
                .orElse(""));
    if (!scope.find()) {
      return Optional.empty();
    }
    String service = scope.group(3);
    return Optional.of(
        new ServiceCall(
            service,
            scope.group(2),
            scope.group(1),
            exchange.getRequestMethod(),
            service.equals(S3) ? bucketPrefix(headers) + uri.getRawPath() : uri.getRawPath(),
            query,
            headers));
  }

  /** Returns the decoded query parameters; one without a value has an empty one. */
  Map<String, String> query() {
    return parameters(rawQuery);
  }

  String header(String name) {
    return Optional.ofNullable(headers.getFirst(name)).orElse("");
  }

  /** Returns the operation in {@code X-Amz-Target}; empty if the protocol has none. */
  String targetOperation() {
    String target = header("X-Amz-Target");
    return target.substring(target.lastIndexOf('.') + 1);
  }

  /** Returns the parameters of the query protocol, which are in the query and in the body. */
  Map<String, String> form(byte[] body) {
    Map<String, String> form = query();
    if (isForm()) {
      form.putAll(parameters(new String(body, UTF_8)));
    }
    return form;
  }

  boolean isForm() {
    return header("Content-Type").startsWith("application/x-www-form-urlencoded");
  }

  /** Decodes the parameters of a query or of a form. */
  static Map<String, String> parameters(String encoded) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Stream<String> pairs = Arrays.stream(encoded.split("&", -1)).filter(pair -> !pair.isEmpty());
    pairs.forEach(
        pair -> {
          String[] nameAndValue = pair.split("=", 2);
          String value = nameAndValue.length == 2 ? nameAndValue[1] : "";
          parameters.put(
              URLDecoder.decode(nameAndValue[0], UTF_8), URLDecoder.decode(value, UTF_8));
        });
    return parameters;
  }

  private static String bucketPrefix(Headers headers) {
    Matcher host =
        VIRTUAL_HOST.matcher(Optional.ofNullable(headers.getFirst("Host")).orElse("localhost"));
    return host.matches() ? "/" + host.group(1) : "";
  }
}

package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request of an AWS API that names its operation in {@code X-Amz-Target}.
 *
 * @param service the target's first part, such as {@code Kinesis_20131202}
 * @param operation its second part, such as {@code PutRecord}
 * @param headers as they came
 * @param format the body's format
 * @param body the body
 */
record AwsRequest(String service, String operation, Headers headers, BodyFormat format, Body body) {
  private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/,\\s]+)/");

  /** Splits the target; an absent or odd one gives an operation that nobody has. */
  static AwsRequest of(Headers headers, byte[] body) {
    String target = header(headers, "X-Amz-Target");
    BodyFormat format = BodyFormat.of(header(headers, "Content-Type"));
    int dot = target.lastIndexOf('.');
    return new AwsRequest(
        dot < 0 ? "" : target.substring(0, dot),
        target.substring(dot + 1),
        headers,
        format,
        Body.of(format, body));
  }

  /** The content, not to be changed. */
  ObjectNode read() {
    return body.content();
  }

  /** The same caller's request for something else. */
  AwsRequest with(String otherOperation, ObjectNode content) {
    return new AwsRequest(service, otherOperation, headers, format, Body.of(format, content));
  }

  /** A successful response in this request's format. */
  AwsResponse response(ObjectNode content) {
    return new AwsResponse(200, format.contentType(), Body.of(format, content), Map.of());
  }

  /**
   * Who asks, by the signature's credential.
   *
   * @throws AwsError where the request is not signed
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html">Authentication
   *     methods</a>
   */
  String accessKeyId() {
    Matcher credential = CREDENTIAL.matcher(header("Authorization"));
    if (!credential.find()) {
      throw new AwsError(
          400, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    return credential.group(1);
  }

  String header(String name) {
    return header(headers, name);
  }

  private static String header(Headers headers, String name) {
    String value = headers.getFirst(name);
    return value == null ? "" : value;
  }
}

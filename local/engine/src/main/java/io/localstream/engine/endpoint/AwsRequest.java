package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request of an AWS API that names its operation in {@code X-Amz-Target}.
 *
 * @param service the first part of the target, for example {@code Kinesis_20131202}
 * @param operation the second part, for example {@code PutRecord}
 */
record AwsRequest(String service, String operation, Headers headers, BodyFormat format, Body body) {
  private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/,\\s]+)/");

  /** Parses the target. An absent or invalid one results in an unknown operation. */
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

  /** Returns the content, which nobody may change. */
  ObjectNode read() {
    return body.content();
  }

  /** Returns a request of the same caller for another operation. */
  AwsRequest with(String otherOperation, ObjectNode content) {
    return new AwsRequest(service, otherOperation, headers, format, Body.of(format, content));
  }

  /** Returns a successful response in the format of this request. */
  AwsResponse response(ObjectNode content) {
    return new AwsResponse(200, format.contentType(), Body.of(format, content), Map.of());
  }

  /**
   * Returns the access key ID in the signature.
   *
   * @throws AwsError if the request is not signed
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

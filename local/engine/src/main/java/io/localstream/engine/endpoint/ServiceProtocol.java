package io.localstream.engine.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The protocol of a request to a service. SDKs recognize the code of an error only in the form of
 * the protocol.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/index.html">AWS protocols</a>
 */
enum ServiceProtocol {
  /** JSON; {@code X-Amz-Target} names the operation. */
  JSON("UnknownOperationException"),
  /** A form in the request, and XML in the response. */
  QUERY("InvalidAction"),
  /** XML, as S3 writes it. */
  S3_XML("NotImplemented"),
  /** CBOR; the path names the operation. */
  RPC_CBOR("UnknownOperationException"),
  /** JSON; method and path name the operation. */
  REST_JSON("UnknownOperationException");

  private final String unknownOperation;

  ServiceProtocol(String unknownOperation) {
    this.unknownOperation = unknownOperation;
  }

  static ServiceProtocol of(ServiceCall call) {
    if (call.service().equals(ServiceCall.S3)) {
      return S3_XML;
    }
    if (!call.targetOperation().isEmpty()) {
      return JSON;
    }
    if (call.header("Smithy-Protocol").equals("rpc-v2-cbor")) {
      return RPC_CBOR;
    }
    return call.isForm() || call.query().containsKey("Action") ? QUERY : REST_JSON;
  }

  /**
   * Returns the name of a call's operation; for REST protocols, the method and the path.
   *
   * @param body the body, which names the operation in the query protocol
   */
  static String operation(ServiceCall call, byte[] body) {
    String path = call.path();
    return switch (of(call)) {
      case JSON -> call.targetOperation();
      case QUERY -> call.form(body).getOrDefault("Action", "an operation without a name");
      case RPC_CBOR -> path.substring(path.lastIndexOf('/') + 1);
      case S3_XML, REST_JSON -> call.method() + " " + path;
    };
  }

  /** Returns the code of the error for an operation that an API does not have. */
  String unknownOperation() {
    return unknownOperation;
  }

  /** Writes an error as the response to a call. */
  static AwsResponse error(ServiceCall call, AwsError error) {
    return switch (of(call)) {
      case JSON -> json(call.header("Content-Type"), error, queryError(call, error));
      case RPC_CBOR -> json("application/cbor", error, Map.of("Smithy-Protocol", "rpc-v2-cbor"));
      case REST_JSON -> json("application/json", error, Map.of("x-amzn-ErrorType", error.code()));
      case S3_XML -> xml("application/xml", error, "<Error>%s</Error>");
      case QUERY ->
          xml(
              "text/xml",
              error,
              "<ErrorResponse><Error><Type>" + fault(error) + "</Type>%s</Error></ErrorResponse>");
    };
  }

  /**
   * Clients of services that used the query protocol before JSON read the code from this header.
   *
   * @see <a
   *     href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait">awsQueryCompatible</a>
   */
  private static Map<String, String> queryError(ServiceCall call, AwsError error) {
    return call.service().equals("sqs")
        ? Map.of("x-amzn-query-error", error.code() + ";" + fault(error))
        : Map.of("x-amzn-ErrorType", error.code());
  }

  private static String fault(AwsError error) {
    return error.status() < 500 ? "Sender" : "Receiver";
  }

  private static AwsResponse json(String contentType, AwsError error, Map<String, String> headers) {
    BodyFormat format = BodyFormat.of(contentType);
    ObjectNode content =
        format.object().put("__type", error.code()).put("message", error.getMessage());
    return new AwsResponse(
        error.status(),
        contentType.isEmpty() ? format.contentType() : contentType,
        Body.of(format, content),
        headers);
  }

  private static AwsResponse xml(String contentType, AwsError error, String envelope) {
    String content =
        "<Code>%s</Code><Message>%s</Message>".formatted(error.code(), escaped(error.getMessage()));
    return new AwsResponse(
        error.status(), contentType, envelope.formatted(content).getBytes(UTF_8));
  }

  /** Escapes text for an element. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.iam.AccessControl;
import java.util.List;
import java.util.Map;

/**
 * Authorizes Kinesis requests, on the stream and on its KMS key.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesisdatastreams.html">Actions
 *     and resources of Kinesis</a>
 * @see <a href="https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html">
 *     Permissions to use user-generated KMS keys</a>
 */
final class KinesisAuthorization {
  private static final List<String> ARNS = List.of("StreamARN", "ConsumerARN", "ResourceARN");
  private static final int MAX_TOKENS = 1_000;
  private static final Map<String, String> KEY_ACTIONS =
      Map.of(
          "PutRecord", "kms:GenerateDataKey",
          "PutRecords", "kms:GenerateDataKey",
          "GetRecords", "kms:Decrypt");

  private final Deployment deployment;
  private final AccessControl access;
  private final RecordReads reads;
  private final LruCache<String> resourceByToken = new LruCache<>(MAX_TOKENS);

  KinesisAuthorization(Deployment deployment, AccessControl access, RecordReads reads) {
    this.deployment = deployment;
    this.access = access;
    this.reads = reads;
  }

  /**
   * Authorizes a request.
   *
   * @throws AwsError with AWS's message, if the request is denied
   */
  void check(AwsRequest request) {
    String caller = request.accessKeyId();
    if (!access.restricts(caller)) {
      return;
    }
    String resource = resource(request.read());
    access
        .denial(caller, "kinesis:" + request.operation(), resource)
        .ifPresent(AwsError::throwAccessDenied);
    String keyAction = KEY_ACTIONS.get(request.operation());
    if (keyAction != null) {
      access
          .keyDenial(caller, keyAction, resource)
          .ifPresent(
              message -> {
                throw new AwsError(400, "KMSAccessDeniedException", message);
              });
    }
  }

  /**
   * Stores the resource of a next token, because a request for the next page has only the token.
   */
  void listed(AwsRequest request, AwsResponse response) {
    if (response.succeeded() && response.read().path("NextToken").isTextual()) {
      resourceByToken.put(response.read().path("NextToken").asText(), resource(request.read()));
    }
  }

  private String resource(ObjectNode content) {
    for (String field : ARNS) {
      if (content.path(field).isTextual()) {
        return content.path(field).asText();
      }
    }
    if (content.path("StreamName").isTextual()) {
      return streamArn(content.path("StreamName").asText());
    }
    // On AWS, iterators and tokens contain their stream. An unknown one has no resource.
    return reads
        .streamOf(content.path("ShardIterator").asText())
        .map(this::streamArn)
        .or(() -> resourceByToken.get(content.path("NextToken").asText()))
        .orElse("*");
  }

  private String streamArn(String name) {
    return deployment.arn("kinesis", "stream/" + name);
  }
}

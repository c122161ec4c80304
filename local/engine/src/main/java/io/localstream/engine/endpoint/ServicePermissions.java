package io.localstream.engine.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.assembly.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Derives the permissions that a request needs from the request.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">Actions,
 *     resources, and condition keys for AWS services</a>
 */
final class ServicePermissions {
  /** The services whose requests can be checked, by the name in the signature. */
  static final Set<String> CHECKED =
      Set.of("dynamodb", ServiceCall.S3, "sqs", "sns", "secretsmanager");

  private static final String ANY = "*";

  /** Batch operations need the permission of the operation that they repeat. */
  private static final Map<String, String> REPEATED =
      Map.of(
          "SendMessageBatch", "SendMessage",
          "DeleteMessageBatch", "DeleteMessage",
          "ChangeMessageVisibilityBatch", "ChangeMessageVisibility",
          "PublishBatch", "Publish");

  private final Deployment deployment;
  private final DynamoDbPermissions dynamoDb;

  ServicePermissions(Deployment deployment) {
    this.deployment = deployment;
    this.dynamoDb = new DynamoDbPermissions(deployment);
  }

  /**
   * Returns the permissions.
   *
   * @param body the body; may be empty if {@link #needsBody} is false
   * @throws AwsError if the local run does not know which permissions the operation needs
   */
  List<RequiredPermission> of(ServiceCall call, byte[] body) {
    if (call.service().equals(ServiceCall.S3)) {
      return S3Permissions.of(call, body);
    }
    boolean named = !call.targetOperation().isEmpty();
    ObjectNode content = named ? BodyFormat.JSON.read(body) : form(body);
    String operation = named ? call.targetOperation() : content.path("Action").asText();
    return switch (call.service()) {
      case "dynamodb" -> dynamoDb.of(operation, content);
      case "secretsmanager" -> secret(operation, content);
      case "sqs" -> List.of(permission(call, operation, queue(content)));
      case "sns" -> List.of(permission(call, operation, topic(content)));
      default -> throw new IllegalArgumentException(call.service() + " is not checked");
    };
  }

  /** Returns whether the permissions depend on the body. */
  static boolean needsBody(ServiceCall call) {
    return !call.service().equals(ServiceCall.S3) || S3Permissions.deletesSeveral(call);
  }

  private static RequiredPermission permission(
      ServiceCall call, String operation, String resource) {
    String action = REPEATED.getOrDefault(operation, operation);
    return new RequiredPermission(call.service() + ":" + action, resource);
  }

  private String queue(JsonNode content) {
    return text(content, "QueueUrl")
        .map(url -> url.substring(url.lastIndexOf('/') + 1))
        .or(() -> text(content, "QueueName"))
        .map(name -> deployment.arn("sqs", name))
        .or(() -> text(content, "SourceArn"))
        .orElse(ANY);
  }

  private String topic(JsonNode content) {
    return Stream.of("TopicArn", "TargetArn", "ResourceArn", "SubscriptionArn")
        .flatMap(field -> text(content, field).stream())
        .findFirst()
        .or(() -> text(content, "Name").map(name -> deployment.arn("sns", name)))
        .orElse(ANY);
  }

  private List<RequiredPermission> secret(String operation, JsonNode content) {
    if (operation.equals("BatchGetSecretValue")) {
      return Stream.concat(
              Stream.of(new RequiredPermission("secretsmanager:" + operation, ANY)),
              content
                  .path("SecretIdList")
                  .valueStream()
                  .map(
                      id ->
                          new RequiredPermission(
                              "secretsmanager:GetSecretValue", secretArn(id.asText()))))
          .toList();
    }
    String resource =
        text(content, "SecretId").or(() -> text(content, "Name")).map(this::secretArn).orElse(ANY);
    return List.of(new RequiredPermission("secretsmanager:" + operation, resource));
  }

  /** A name does not have the six characters at the end of the ARN, which policies match with ?. */
  private String secretArn(String id) {
    return id.startsWith("arn:")
        ? id
        : deployment.arn("secretsmanager", "secret:" + id + "-??????");
  }

  private static ObjectNode form(byte[] body) {
    ObjectNode content = BodyFormat.JSON.object();
    ServiceCall.parameters(new String(body, UTF_8)).forEach(content::put);
    return content;
  }

  private static Optional<String> text(JsonNode content, String field) {
    return Optional.of(content.path(field)).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }
}

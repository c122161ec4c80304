package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.assembly.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Derives the permissions that a request needs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">Actions,
 *     resources, and condition keys for AWS services</a>
 */
final class ServicePermissions {
  /** The services whose requests are authorized, by their names in the signature. */
  static final Set<String> CHECKED =
      Set.of("dynamodb", ServiceCall.S3, "sqs", "sns", "secretsmanager");

  private static final String ANY = "*";

  /** Batch operations need the permission of the single operation. */
  private static final Map<String, String> REPEATED =
      Map.of(
          "SendMessageBatch", "SendMessage",
          "DeleteMessageBatch", "DeleteMessage",
          "ChangeMessageVisibilityBatch", "ChangeMessageVisibility",
          "PublishBatch", "Publish");

  private static final Pattern QUEUE_PATH = Pattern.compile(".*/(\\d{12})/([^/]+)");

  private final Deployment deployment;
  private final SecretPermissions secrets;

  ServicePermissions(Deployment deployment, SecretPermissions.Secrets secrets) {
    this.deployment = deployment;
    this.secrets = new SecretPermissions(deployment, secrets);
  }

  /**
   * Returns the permissions.
   *
   * @param body the body; it can be empty if {@link #needsBody} returns false
   * @throws AwsError if the local run does not know which permissions the operation needs
   */
  List<RequiredPermission> of(ServiceCall call, byte[] body) throws InterruptedException {
    if (call.service().equals(ServiceCall.S3)) {
      return S3Permissions.of(call, body);
    }
    String operation = ServiceProtocol.operation(call, body);
    ObjectNode content =
        call.targetOperation().isEmpty() ? form(call, body) : BodyFormat.JSON.read(body);
    return switch (call.service()) {
      case "dynamodb" -> new DynamoDbPermissions(deployment, call.region()).of(operation, content);
      case "secretsmanager" -> secrets.of(call.region(), operation, content);
      case "sqs" -> List.of(permission(call, operation, queue(call, content)));
      case "sns" -> List.of(permission(call, operation, topic(call, content)));
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

  /** Clients of the query protocol can send a request to the URL of the queue instead. */
  private String queue(ServiceCall call, JsonNode content) {
    Matcher path = QUEUE_PATH.matcher(text(content, "QueueUrl").orElse(call.path()));
    if (path.matches()) {
      String own = deployment.arn("sqs", call.region(), path.group(2));
      return own.replace(":" + deployment.account() + ":", ":" + path.group(1) + ":");
    }
    return text(content, "QueueName")
        .map(name -> deployment.arn("sqs", call.region(), name))
        .or(() -> text(content, "SourceArn"))
        .orElse(ANY);
  }

  private String topic(ServiceCall call, JsonNode content) {
    return Stream.of("TopicArn", "TargetArn", "ResourceArn", "SubscriptionArn")
        .flatMap(field -> text(content, field).stream())
        .findFirst()
        .or(() -> text(content, "Name").map(name -> deployment.arn("sns", call.region(), name)))
        .orElse(ANY);
  }

  private static ObjectNode form(ServiceCall call, byte[] body) {
    ObjectNode content = BodyFormat.JSON.object();
    call.form(body).forEach(content::put);
    return content;
  }

  private static Optional<String> text(JsonNode content, String field) {
    return Optional.of(content.path(field)).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }
}

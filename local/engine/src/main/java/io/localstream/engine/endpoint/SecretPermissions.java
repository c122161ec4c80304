package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.assembly.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Derives the permissions that a request to Secrets Manager needs. The ARN of a secret ends in a
 * hyphen and six random characters. A request can leave them out, but policies are evaluated with
 * the whole ARN.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html#iam-resources">Secrets
 *     Manager resources</a>
 */
final class SecretPermissions {
  private static final Pattern WHOLE_ARN = Pattern.compile("arn:.*:secret:.+-[A-Za-z0-9]{6}");

  /** The end of the ARN of a secret that does not exist; policies match it with wildcards. */
  private static final String UNKNOWN_END = "-??????";

  private final Deployment deployment;
  private final Secrets secrets;

  /** The secrets that exist. */
  @FunctionalInterface
  interface Secrets {
    /**
     * Finds a secret.
     *
     * @param id its name, or its ARN without the random end
     * @return its whole ARN, or nothing if there is no such secret
     */
    Optional<String> arn(String region, String id) throws InterruptedException;
  }

  SecretPermissions(Deployment deployment, Secrets secrets) {
    this.deployment = deployment;
    this.secrets = secrets;
  }

  List<RequiredPermission> of(String region, String operation, JsonNode content)
      throws InterruptedException {
    List<RequiredPermission> permissions = new ArrayList<>();
    if (content.path("SecretId").isTextual()) {
      permissions.add(permission(operation, arn(region, content.path("SecretId").textValue())));
    } else if (operation.equals("CreateSecret")) {
      permissions.add(permission(operation, unknown(region, content.path("Name").asText())));
    } else {
      permissions.add(permission(operation, "*"));
    }
    if (operation.equals("BatchGetSecretValue")) {
      for (JsonNode id : content.path("SecretIdList")) {
        permissions.add(permission("GetSecretValue", arn(region, id.asText())));
      }
    }
    return permissions;
  }

  private String arn(String region, String id) throws InterruptedException {
    return WHOLE_ARN.matcher(id).matches()
        ? id
        : secrets.arn(region, id).orElse(unknown(region, id));
  }

  private String unknown(String region, String id) {
    String arn =
        id.startsWith("arn:") ? id : deployment.arn("secretsmanager", region, "secret:" + id);
    return arn + UNKNOWN_END;
  }

  private static RequiredPermission permission(String operation, String resource) {
    return new RequiredPermission("secretsmanager:" + operation, resource);
  }
}

package io.localstream.engine.iam;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.iam.policy.AuthorizationRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Creates authorization requests with the values of condition keys.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">Global
 *     condition keys</a>
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html">KMS's
 *     condition keys</a>
 */
record AuthorizationRequests(Deployment deployment) {
  private static final int ACCOUNT = 4;

  AuthorizationRequest of(String action, String resource) {
    return new AuthorizationRequest(action, resource, context(resource));
  }

  /**
   * Creates the request that a service makes to KMS for the caller.
   *
   * @param encryptedArn the ARN of the encrypted resource
   * @return empty if the resource has no customer managed key
   */
  Optional<AuthorizationRequest> ofKey(String action, String encryptedArn) {
    return Optional.ofNullable(deployment.encryptionKeys().get(encryptedArn))
        .map(key -> new AuthorizationRequest(action, key, keyContext(key, encryptedArn)));
  }

  private Map<String, String> keyContext(String key, String encryptedArn) {
    String service = encryptedArn.split(":")[2];
    Map<String, String> context = context(key);
    context.put("kms:calleraccount", deployment.account());
    context.put("kms:viaservice", "%s.%s.amazonaws.com".formatted(service, deployment.region()));
    if (service.equals("kinesis")) {
      context.put("kms:encryptioncontext:aws:kinesis:arn", encryptedArn);
    }
    return context;
  }

  private Map<String, String> context(String resource) {
    Map<String, String> context = new HashMap<>();
    context.put("aws:principalaccount", deployment.account());
    context.put("aws:requestedregion", deployment.region());
    // AWS uses TLS for the requests that use plain HTTP on loopback here.
    context.put("aws:securetransport", "true");
    context.put("aws:resourceaccount", account(resource));
    return context;
  }

  /** Returns the account in an ARN. ARNs of S3 have none. */
  private String account(String arn) {
    String[] parts = arn.split(":");
    return parts.length > ACCOUNT && !parts[ACCOUNT].isEmpty()
        ? parts[ACCOUNT]
        : deployment.account();
  }
}

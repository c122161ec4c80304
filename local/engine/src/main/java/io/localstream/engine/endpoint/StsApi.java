package io.localstream.engine.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.Function;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * GetCallerIdentity of STS. A function is the session of its role; any other caller is the
 * developer, and the root user of the account. The operation needs no permission, and no policy can
 * deny it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">GetCallerIdentity</a>
 */
final class StsApi {
  static final String SERVICE = "sts";

  private static final int ID_LENGTH = 17;

  private static final String IDENTITY =
      """
      <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <GetCallerIdentityResult>
          <Arn>%s</Arn>
          <UserId>%s</UserId>
          <Account>%s</Account>
        </GetCallerIdentityResult>
        <ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata>
      </GetCallerIdentityResponse>
      """;

  private final Deployment deployment;

  StsApi(Deployment deployment) {
    this.deployment = deployment;
  }

  /**
   * Answers a call.
   *
   * @param body the form in the body; empty if the form is in the query
   * @throws AwsError if the operation is not GetCallerIdentity
   */
  AwsResponse handle(ServiceCall call, byte[] body) {
    String operation = ServiceProtocol.operation(call, body);
    if (!operation.equals("GetCallerIdentity")) {
      throw new AwsError(
          400,
          ServiceProtocol.of(call).unknownOperation(),
          "the local run does not support %s of STS, only GetCallerIdentity".formatted(operation));
    }
    Optional<Function> function =
        deployment.functions().stream()
            .filter(f -> f.accessKeyId().equals(call.accessKeyId()))
            .findFirst();
    String account = deployment.account();
    String identity =
        IDENTITY.formatted(
            function.map(Function::sessionArn).orElse("arn:aws:iam::" + account + ":root"),
            function.map(StsApi::userId).orElse(account),
            account,
            UUID.randomUUID());
    return new AwsResponse(200, "text/xml", identity.getBytes(UTF_8));
  }

  /**
   * Returns the unique ID of the function's role, and the name of the session.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids">Unique
   *     identifiers</a>
   */
  private static String userId(Function function) {
    String id = UUID.nameUUIDFromBytes(function.role().arn().getBytes(UTF_8)).toString();
    String unique = id.replace("-", "").substring(0, ID_LENGTH).toUpperCase(Locale.ROOT);
    return "AROA" + unique + ":" + function.name();
  }
}

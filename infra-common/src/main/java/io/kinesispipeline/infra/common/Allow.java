package io.kinesispipeline.infra.common;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Statements of a policy, in the order in which they read: what is allowed, and on what. */
public final class Allow {
  private final List<String> actions;

  private Allow(List<String> actions) {
    this.actions = actions;
  }

  /**
   * Begins a statement.
   *
   * @param actions each with its service, as in {@code kinesis:PutRecord}
   * @return the rest of the statement
   */
  public static Allow actions(String... actions) {
    return new Allow(List.of(actions));
  }

  /**
   * Ends a statement.
   *
   * @param resourceArn the only resource on which the actions are allowed
   * @return the statement
   */
  public PolicyStatement on(String resourceArn) {
    return PolicyStatement.Builder.create()
        .actions(actions)
        .resources(List.of(resourceArn))
        .build();
  }

  /**
   * Ends a statement about a KMS key. It allows only what services do with the key for the role:
   * the role itself cannot call KMS.
   *
   * @param keyArn the key
   * @param region the region of the services
   * @param services as in their endpoints, such as {@code kinesis}
   * @return the statement
   * @see <a
   *     href="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service">kms:ViaService</a>
   */
  public PolicyStatement onKey(String keyArn, String region, String... services) {
    PolicyStatement statement = on(keyArn);
    List<String> endpoints =
        Stream.of(services).map(service -> service + "." + region + ".amazonaws.com").toList();
    statement.addCondition("StringEquals", Map.of("kms:ViaService", endpoints));
    return statement;
  }
}

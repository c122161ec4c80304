package io.kinesispipeline.infra.common;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Builds policy statements that allow actions on resources. */
public final class Allow {
  private final List<String> actions;

  private Allow(List<String> actions) {
    this.actions = actions;
  }

  /**
   * Starts a statement.
   *
   * @param actions the actions with their service prefix, such as {@code kinesis:PutRecord}
   * @return the builder
   */
  public static Allow actions(String... actions) {
    return new Allow(List.of(actions));
  }

  /**
   * Completes the statement.
   *
   * @param resourceArns the only resources that the statement applies to
   * @return the statement
   */
  public PolicyStatement on(String... resourceArns) {
    return PolicyStatement.Builder.create()
        .actions(actions)
        .resources(List.of(resourceArns))
        .build();
  }

  /**
   * Completes a statement for a KMS key. Services can use the key on behalf of the role; the role
   * itself cannot call KMS.
   *
   * @param keyArn the ARN of the key
   * @param region the region of the services
   * @param services the services that use the key, as named in their endpoints, such as {@code
   *     kinesis}
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

package io.kinesispipeline.infra.common;

import java.util.List;
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
}

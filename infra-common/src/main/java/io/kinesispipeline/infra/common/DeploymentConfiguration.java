package io.kinesispipeline.infra.common;

import java.util.Locale;
import java.util.Optional;

/**
 * How a deployment moves a function's alias to a new version: at once, or in steps that CodeDeploy
 * takes while it watches alarms.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html">CodeDeploy's
 *     deployment configurations for Lambda</a>
 */
public enum DeploymentConfiguration {
  /** CloudFormation moves the alias, without CodeDeploy. */
  ALL_AT_ONCE(""),
  /** The new version gets 10 % of the invocations, and all of them after 5 minutes. */
  CANARY_10_PERCENT_5_MINUTES("CodeDeployDefault.LambdaCanary10Percent5Minutes"),
  /** The new version gets 10 % of the invocations, and all of them after 10 minutes. */
  CANARY_10_PERCENT_10_MINUTES("CodeDeployDefault.LambdaCanary10Percent10Minutes"),
  /** The new version gets 10 % of the invocations, and all of them after 15 minutes. */
  CANARY_10_PERCENT_15_MINUTES("CodeDeployDefault.LambdaCanary10Percent15Minutes"),
  /** The new version gets 10 % of the invocations, and all of them after 30 minutes. */
  CANARY_10_PERCENT_30_MINUTES("CodeDeployDefault.LambdaCanary10Percent30Minutes"),
  /** The new version gets 10 % more of the invocations each minute. */
  LINEAR_10_PERCENT_EVERY_1_MINUTE("CodeDeployDefault.LambdaLinear10PercentEvery1Minute"),
  /** The new version gets 10 % more of the invocations every 2 minutes. */
  LINEAR_10_PERCENT_EVERY_2_MINUTES("CodeDeployDefault.LambdaLinear10PercentEvery2Minutes"),
  /** The new version gets 10 % more of the invocations every 3 minutes. */
  LINEAR_10_PERCENT_EVERY_3_MINUTES("CodeDeployDefault.LambdaLinear10PercentEvery3Minutes"),
  /** The new version gets 10 % more of the invocations every 10 minutes. */
  LINEAR_10_PERCENT_EVERY_10_MINUTES("CodeDeployDefault.LambdaLinear10PercentEvery10Minutes");

  private final String codeDeployName;

  DeploymentConfiguration(String codeDeployName) {
    this.codeDeployName = codeDeployName;
  }

  /**
   * Returns the name that a user writes.
   *
   * @return the constant's name in lowercase letters, with hyphens
   */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns CodeDeploy's name of the configuration; empty if CodeDeploy is not used. */
  Optional<String> codeDeployName() {
    return Optional.of(codeDeployName).filter(name -> !name.isEmpty());
  }
}

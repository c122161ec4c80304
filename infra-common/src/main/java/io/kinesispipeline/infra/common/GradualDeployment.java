package io.kinesispipeline.infra.common;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.codedeploy.AutoRollbackConfig;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentConfig;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentGroup;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/**
 * Lets CodeDeploy move an alias to a new version in steps. If an alarm fires meanwhile, CodeDeploy
 * moves the alias back, and CloudFormation rolls back the stack.
 */
final class GradualDeployment extends Construct {
  /**
   * Defines the deployment group.
   *
   * @param stack the stack
   * @param alias the alias
   * @param codeDeployName CodeDeploy's name of the deployment configuration
   * @param alarms the alarms that stop a deployment, at most 10. They must not depend on the alias,
   *     because the alias depends on them
   */
  GradualDeployment(FunctionStack stack, Alias alias, String codeDeployName, List<IAlarm> alarms) {
    super(stack, "Deployment");
    LambdaDeploymentGroup.Builder.create(this, "Group")
        .alias(alias)
        .deploymentConfig(
            LambdaDeploymentConfig.fromLambdaDeploymentConfigName(
                this, "Configuration", codeDeployName))
        .alarms(alarms)
        .autoRollback(
            AutoRollbackConfig.builder()
                .failedDeployment(true)
                .stoppedDeployment(true)
                .deploymentInAlarm(true)
                .build())
        // The construct would add AWS's managed policy, which allows all functions of the account.
        .role(role(alias).withoutPolicyUpdates())
        .build();
  }

  /**
   * Allows what the policy AWSCodeDeployRoleForLambdaLimited allows, except for hooks and revisions
   * in S3, which CloudFormation does not use here.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForLambdaLimited.html">the
   *     policy</a>
   */
  private Role role(Alias alias) {
    // Not the alias's own ARN: the role would depend on the alias, which depends on the role.
    String functionArn = alias.getVersion().getLambda().getFunctionArn();
    String aliasArn = functionArn + ":" + LoggedFunction.ALIAS;
    PolicyDocument policy =
        PolicyDocument.Builder.create()
            .statements(
                List.of(
                    Allow.actions("cloudwatch:DescribeAlarms").on("*"),
                    Allow.actions(
                            "lambda:GetAlias",
                            "lambda:GetProvisionedConcurrencyConfig",
                            "lambda:UpdateAlias")
                        .on(functionArn, aliasArn)))
            .build();
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("codedeploy.amazonaws.com"))
            .inlinePolicies(Map.of("DeploymentPolicy", policy))
            .build();
    AcceptedFinding.on(
        role,
        "AwsSolutions-IAM5",
        "CloudWatch returns composite alarms only if DescribeAlarms is allowed on all alarms",
        "Resource::*");
    return role;
  }
}

package io.kinesispipeline.infra.common;

import io.kinesispipeline.model.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.CfnFunction.VpcConfigProperty;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.SystemLogLevel;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.LogStream;
import software.constructs.Construct;

/**
 * A Java function with its own log group and role, published with the alias {@value #ALIAS}.
 *
 * <p>Invoke the function through the alias: <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html">SnapStart</a> works only for
 * published versions.
 */
public final class LoggedFunction extends Construct {
  /** The name of the alias. */
  public static final String ALIAS = "live";

  private final FunctionStack stack;
  private final Role role;
  private final Alias alias;

  /**
   * Defines the function.
   *
   * @param stack the stack
   * @param id the construct's id
   * @param definition the function as the stack defines it
   * @param settings the settings that the user chooses
   */
  public LoggedFunction(
      FunctionStack stack, String id, FunctionDefinition definition, FunctionSettings settings) {
    super(stack, id);
    this.stack = stack;
    LogGroup logGroup = logGroup(definition, settings.log());
    role = role(definition.permissions(), logGroup, settings.vpc());
    Function function = function(definition, settings, logGroup, role);
    alias =
        Alias.Builder.create(this, "Alias")
            .aliasName(ALIAS)
            .version(function.getCurrentVersion())
            .build();
  }

  /**
   * Returns the alias, the only way to invoke the function.
   *
   * @return the alias, which points to the newest version
   */
  public Alias alias() {
    return alias;
  }

  /**
   * Returns the function's role.
   *
   * @return the role, whose policy is complete
   */
  public Role role() {
    return role;
  }

  private LogGroup logGroup(FunctionDefinition definition, LogSettings settings) {
    LogGroup.Builder builder =
        LogGroup.Builder.create(this, "LogGroup")
            .logGroupName("/aws/lambda/" + stack.named(definition.name()))
            .removalPolicy(stack.settings().removal());
    stack.encryptionKey().ifPresent(builder::encryptionKey);
    LogGroup logGroup = builder.build();
    // The L2 construct accepts an enum only; the setting is a number.
    ((CfnLogGroup) logGroup.getNode().getDefaultChild())
        .setRetentionInDays(settings.retentionDays());
    LogStream.Builder.create(this, "LogStream")
        .logGroup(logGroup)
        .logStreamName(stack.named(definition.name()) + "-stream")
        .removalPolicy(stack.settings().removal())
        .build();
    return logGroup;
  }

  /**
   * Defines the policy inside the role, so that it is in effect before any resource that depends on
   * the role, and so that CDK constructs cannot add permissions that the function does not need.
   */
  private Role role(
      List<PolicyStatement> permissions, LogGroup logGroup, Optional<VpcSettings> vpc) {
    PolicyStatement writeLog =
        Allow.actions("logs:CreateLogStream", "logs:PutLogEvents").on(logGroup.getLogGroupArn());
    // The X-Ray actions do not support resource-level permissions.
    PolicyStatement writeTraces =
        Allow.actions("xray:PutTelemetryRecords", "xray:PutTraceSegments").on("*");
    List<PolicyStatement> statements = new ArrayList<>(List.of(writeLog, writeTraces));
    vpc.ifPresent(connected -> statements.add(manageNetworkInterfaces()));
    statements.addAll(permissions);
    PolicyDocument policy = PolicyDocument.Builder.create().statements(statements).build();
    Role role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .inlinePolicies(Map.of("FunctionPolicy", policy))
            .build();
    AcceptedFinding.on(
        role,
        "AwsSolutions-IAM5",
        "The X-Ray actions do not support resource-level permissions",
        "Resource::*");
    if (vpc.isPresent()) {
      AcceptedFinding.on(
          role,
          "AwsSolutions-IAM5",
          "Lambda creates the network interfaces, so their IDs are not known in advance",
          "Resource::*");
    }
    return role;
  }

  /**
   * Allows Lambda to connect the function to its VPC.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions">Required
   *     IAM permissions</a>
   */
  private static PolicyStatement manageNetworkInterfaces() {
    return Allow.actions(
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:UnassignPrivateIpAddresses")
        .on("*");
  }

  private Function function(
      FunctionDefinition definition, FunctionSettings settings, LogGroup logGroup, Role role) {
    Function.Builder builder =
        Function.Builder.create(this, "Function")
            .functionName(stack.named(definition.name()))
            .description(definition.description())
            .runtime(Runtime.JAVA_25)
            .architecture(settings.architecture())
            .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
            .handler(definition.handler())
            .code(settings.code())
            .memorySize(settings.memoryMb())
            .timeout(settings.timeout())
            .environment(environment(definition, settings))
            .role(role.withoutPolicyUpdates())
            .logGroup(logGroup)
            .tracing(Tracing.ACTIVE)
            .currentVersionOptions(
                VersionOptions.builder()
                    .description(definition.versionDescription())
                    // Keeps old versions, so that you can point the alias back to one. Deletes a
                    // version of a failed deployment, because the next deployment could not publish
                    // the same version again.
                    .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                    .build());
    stack.encryptionKey().ifPresent(builder::environmentEncryption);
    settings.reservedConcurrency().ifPresent(builder::reservedConcurrentExecutions);
    settings
        .log()
        .jsonLevel()
        .ifPresent(
            level ->
                builder
                    .loggingFormat(LoggingFormat.JSON)
                    .applicationLogLevelV2(level)
                    // Higher levels leave out the report lines with duration and memory.
                    .systemLogLevelV2(SystemLogLevel.INFO));
    Function function = builder.build();
    settings.vpc().ifPresent(vpc -> connect(function, vpc));
    Annotations.of(function).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
    return function;
  }

  /** Uses the L1 construct, because the L2 construct needs to know the subnets' zones. */
  private static void connect(Function function, VpcSettings vpc) {
    ((CfnFunction) function.getNode().getDefaultChild())
        .setVpcConfig(
            VpcConfigProperty.builder()
                .subnetIds(vpc.subnetIds())
                .securityGroupIds(vpc.securityGroupIds())
                .build());
  }

  private static Map<String, String> environment(
      FunctionDefinition definition, FunctionSettings settings) {
    Map<String, String> environment = new HashMap<>(settings.environment());
    environment.putAll(definition.environment());
    environment.put(Names.LOG_PAYLOADS_VARIABLE, String.valueOf(settings.log().payloads()));
    return environment;
  }
}

package io.kinesispipeline.infra.common;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.LogStream;
import software.constructs.Construct;

/**
 * A Java function with a log group and a role of its own, published behind the alias {@value
 * #ALIAS}.
 *
 * <p>Whatever invokes it names the alias: <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html">SnapStart</a> works on
 * published versions only.
 */
public final class LoggedFunction extends Construct {
  /** The alias by which it is invoked. */
  public static final String ALIAS = "live";

  private final LogGroup logGroup;
  private final Alias alias;

  /**
   * Defines the function.
   *
   * @param scope the stack
   * @param id the construct's id
   * @param definition what the stack fixes
   * @param settings what the user chooses
   */
  public LoggedFunction(
      Construct scope, String id, FunctionDefinition definition, FunctionSettings settings) {
    super(scope, id);
    logGroup = logGroup(definition.name(), settings);
    Function function =
        function(definition, settings, logGroup, role(definition.permissions(), logGroup));
    alias =
        Alias.Builder.create(this, "Alias")
            .aliasName(ALIAS)
            .version(function.getCurrentVersion())
            .build();
  }

  /**
   * The one way to invoke it.
   *
   * @return the alias, which points at the newest version
   */
  public Alias alias() {
    return alias;
  }

  /**
   * Where it logs.
   *
   * @return the log group
   */
  public LogGroup logGroup() {
    return logGroup;
  }

  private LogGroup logGroup(String functionName, FunctionSettings settings) {
    LogGroup logGroup =
        LogGroup.Builder.create(this, "LogGroup")
            .logGroupName("/aws/lambda/" + functionName)
            .removalPolicy(settings.logRemoval())
            .build();
    // The construct takes an enum, which no number converts to.
    ((CfnLogGroup) logGroup.getNode().getDefaultChild())
        .setRetentionInDays(settings.logRetentionDays());
    LogStream.Builder.create(this, "LogStream")
        .logGroup(logGroup)
        .logStreamName(functionName + "-stream")
        .removalPolicy(settings.logRemoval())
        .build();
    return logGroup;
  }

  /**
   * The policy is part of the role, so that it is in force before anything that depends on the
   * role; and CDK can add nothing to it, as its constructs otherwise do beyond what is needed.
   */
  private IRole role(List<PolicyStatement> permissions, LogGroup logGroup) {
    PolicyStatement writeLog =
        Allow.actions("logs:CreateLogStream", "logs:PutLogEvents").on(logGroup.getLogGroupArn());
    PolicyDocument policy =
        PolicyDocument.Builder.create()
            .statements(Stream.concat(Stream.of(writeLog), permissions.stream()).toList())
            .build();
    return Role.Builder.create(this, "Role")
        .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
        .inlinePolicies(Map.of("FunctionPolicy", policy))
        .build()
        .withoutPolicyUpdates();
  }

  private Function function(
      FunctionDefinition definition, FunctionSettings settings, LogGroup logGroup, IRole role) {
    Function function =
        Function.Builder.create(this, "Function")
            .functionName(definition.name())
            .description(definition.description())
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
            .handler(definition.handler())
            .code(settings.code())
            .memorySize(settings.memoryMb())
            .timeout(settings.timeout())
            .environment(definition.environment())
            .role(role)
            .logGroup(logGroup)
            .currentVersionOptions(
                VersionOptions.builder()
                    .description(definition.versionDescription())
                    // An old version stays, for the alias to be pointed back at it.
                    .removalPolicy(RemovalPolicy.RETAIN)
                    .build())
            .build();
    Annotations.of(function).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
    return function;
  }
}

package io.localstream.fixtureapp.stacks;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** A function with SnapStart, whose role has the permissions that CDK constructs add. */
final class JavaFunction {
  private JavaFunction() {}

  /** Defines the function and its alias. */
  static Alias define(
      Construct scope,
      String name,
      Class<?> handler,
      String jar,
      Duration timeout,
      Map<String, String> environment) {
    Role role =
        Role.Builder.create(scope, "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build();
    LogGroup logGroup = new LogGroup(scope, "LogGroup");
    logGroup.grantWrite(role);
    Function function =
        Function.Builder.create(scope, "Function")
            .functionName(name)
            .runtime(Runtime.JAVA_25)
            .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
            .handler(handler.getName())
            .code(Code.fromAsset(jar))
            .memorySize(512)
            .timeout(timeout)
            .environment(environment)
            .role(role)
            .logGroup(logGroup)
            .loggingFormat(LoggingFormat.JSON)
            .build();
    return Alias.Builder.create(scope, "Alias")
        .aliasName("live")
        .version(function.getCurrentVersion())
        .build();
  }
}

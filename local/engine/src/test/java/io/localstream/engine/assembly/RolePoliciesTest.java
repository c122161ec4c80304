package io.localstream.engine.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.iam.policy.Condition;
import io.localstream.engine.iam.policy.ConditionOperator;
import io.localstream.engine.iam.policy.Role;
import io.localstream.engine.iam.policy.Statement;
import io.localstream.engine.iam.policy.Statement.Effect;
import io.localstream.engine.lifecycle.StartException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which policies of a template a function's role gets. */
class RolePoliciesTest {
  private static final String FUNCTION =
      """
      "Function": {"Type": "AWS::Lambda::Function", "Properties": {
        "FunctionName": "f", "Runtime": "java25", "Handler": "a.Handler",
        "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Code": {"S3Key": "code.jar"}}},
      """;

  @TempDir private Path folder;

  @Test
  void shouldResolveReferences_whenThePolicyIsPartOfTheRole() {
    Role role =
        role(
            """
            "Stream": {"Type": "AWS::Kinesis::Stream", "Properties": {
              "Name": "s", "ShardCount": 1}},
            "Role": {"Type": "AWS::IAM::Role", "Properties": {
              "RoleName": "r",
              "AssumeRolePolicyDocument": {"Statement": []},
              "Policies": [{"PolicyName": "p", "PolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                  {"Sid": "Put", "Effect": "Allow",
                   "Action": ["kinesis:PutRecord", "kinesis:PutRecords"],
                   "Resource": {"Fn::GetAtt": ["Stream", "Arn"]}},
                  {"Effect": "Deny", "Action": "ssm:*",
                   "Resource": [{"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":ssm:",
                     {"Ref": "AWS::Region"}, ":", {"Ref": "AWS::AccountId"}, ":parameter/x"]]}],
                   "Condition": {"StringLike": {"kms:ViaService": ["a.*", "b.*"]}}}]}}]}}
            """);

    assertThat(role)
        .isEqualTo(
            new Role(
                "r",
                "arn:aws:iam::000000000000:role/r",
                List.of(
                    new Statement(
                        Effect.ALLOW,
                        List.of("kinesis:PutRecord", "kinesis:PutRecords"),
                        List.of("arn:aws:kinesis:us-east-1:000000000000:stream/s"),
                        List.of()),
                    new Statement(
                        Effect.DENY,
                        List.of("ssm:*"),
                        List.of("arn:aws:ssm:us-east-1:000000000000:parameter/x"),
                        List.of(
                            new Condition(
                                ConditionOperator.STRING_LIKE,
                                "kms:ViaService",
                                List.of("a.*", "b.*")))))));
  }

  @ParameterizedTest
  @CsvSource({"Policy", "ManagedPolicy"})
  void shouldAddTheStatements_whenAPolicyIsAttachedToTheRole(String type) {
    Role role =
        role(
            """
            "Role": {"Type": "AWS::IAM::Role", "Properties": {}},
            "Mine": {"Type": "AWS::IAM::%1$s", "Properties": {
              "Roles": [{"Ref": "Role"}], "PolicyDocument": {"Statement":
                {"Effect": "Allow", "Action": "a:Mine", "Resource": "*"}}}},
            "Other": {"Type": "AWS::IAM::%1$s", "Properties": {
              "Roles": ["other"], "PolicyDocument": {"Statement":
                {"Effect": "Allow", "Action": "a:Others", "Resource": "*"}}}}
            """
                .formatted(type));

    assertThat(role.statements()).extracting(Statement::actions).containsExactly(List.of("a:Mine"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"NotAction\": \"a:B\", \"Resource\": \"*\" | NotAction is not supported by the local run: remove it.",
        "\"Action\": \"a:B\", \"NotResource\": \"*\" | NotResource is not supported by the local run: remove it.",
        "\"Action\": \"a:B\" | Resource is missing.",
        "\"Action\": [], \"Resource\": \"*\" | Action must not be empty.",
        "\"Action\": [{}], \"Resource\": \"*\" | Action must be a list of strings, had the element {}.",
        "\"Action\": 5, \"Resource\": {} | Resource must be a string, was {}.",
        "\"Action\": \"a:B\", \"Resource\": \"*\", \"Principal\": \"*\" | Principal is not supported by the local run: remove it.",
        "\"Action\": \"a:B\", \"Resource\": \"b/${aws:username}\" | Resource must not have a policy variable, which the local run does not support, was b/${aws:username}.",
        "\"Action\": \"a:B\", \"Resource\": \"*\", \"Condition\": {\"DateLessThan\": {\"aws:CurrentTime\": \"x\"}} | Condition.DateLessThan is an operator that the local run does not support. Supported: StringEquals, StringNotEquals, StringLike, StringNotLike, ArnEquals, ArnLike, ArnNotEquals, ArnNotLike, Bool.",
        "\"Action\": \"a:B\", \"Resource\": \"*\", \"Condition\": {\"StringEquals\": {\"aws:SourceVpc\": \"x\"}} | Condition.StringEquals.aws:SourceVpc is a condition key that the local run does not support: remove it.",
        "\"Action\": \"a:B\", \"Resource\": \"*\", \"Condition\": {\"StringEquals\": {\"kms:ViaService\": []}} | Condition.StringEquals.kms:ViaService must not be empty.",
        "\"Action\": \"a:B\", \"Resource\": \"*\", \"Condition\": [] | Condition must be an object, was []."
      })
  void shouldNameTheElement_whenAStatementCannotBeEvaluated(String elements, String problem) {
    String role =
        """
        "Role": {"Type": "AWS::IAM::Role", "Properties": {
          "Policies": [{"PolicyName": "p", "PolicyDocument": {
            "Statement": [{"Effect": "Allow", %s}]}}]}}
        """
            .formatted(elements);

    assertThatThrownBy(() -> role(role))
        .isInstanceOf(StartException.class)
        .hasMessage("S/Role: Policies[0].PolicyDocument.Statement[0]." + problem);
  }

  @Test
  void shouldNameTheEffect_whenThereIsNone() {
    assertThatThrownBy(
            () ->
                role(
                    """
                    "Role": {"Type": "AWS::IAM::Role", "Properties": {"Policies": [
                      {"PolicyName": "p", "PolicyDocument": {"Statement": [{}]}}]}}
                    """))
        .hasMessage(
            "S/Role: Policies[0].PolicyDocument.Statement[0].Effect must be Allow or Deny, was"
                + " nothing.");
  }

  @Test
  void shouldNameThePolicy_whenItsStatementsAreNotInTheTemplate() {
    assertThatThrownBy(
            () ->
                role(
                    """
                    "Role": {"Type": "AWS::IAM::Role", "Properties": {"ManagedPolicyArns":
                      ["arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole"]}}
                    """))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "S/Role: ManagedPolicyArns must not name"
                + " arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole, whose"
                + " statements are not in the template: write them into an inline policy of the"
                + " role.");
  }

  @Test
  void shouldRefuse_whenAPermissionsBoundaryLimitsTheRole() {
    assertThatThrownBy(
            () ->
                role(
                    """
                    "Role": {"Type": "AWS::IAM::Role", "Properties": {"PermissionsBoundary": "b"}}
                    """))
        .hasMessage("S/Role: PermissionsBoundary is not supported by the local run: remove it.");
  }

  private Role role(String resources) {
    return new TestAssembly(folder)
        .resources("S", FUNCTION + resources)
        .read()
        .functions()
        .get(0)
        .role();
  }
}

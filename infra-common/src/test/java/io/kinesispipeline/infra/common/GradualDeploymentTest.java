package io.kinesispipeline.infra.common;

import static io.kinesispipeline.infra.common.ConsumerTemplates.GRADUAL;
import static io.kinesispipeline.infra.common.ConsumerTemplates.TEMPLATE;
import static io.kinesispipeline.infra.common.ConsumerTemplates.UNMAPPED;
import static io.kinesispipeline.infra.test.Templates.LIST;
import static io.kinesispipeline.infra.test.Templates.MAP;
import static io.kinesispipeline.infra.test.Templates.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.infra.test.Templates;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** Tests how a deployment moves the consumer's alias to a new version. */
class GradualDeploymentTest {
  private static final String ALIAS = "AWS::Lambda::Alias";
  private static final String APPLICATION = "AWS::CodeDeploy::Application";
  private static final String GROUP = "AWS::CodeDeploy::DeploymentGroup";

  @Test
  void shouldLetCodeDeployMoveTheAlias() {
    GRADUAL.hasResourceProperties(APPLICATION, Map.of("ComputePlatform", "Lambda"));
    GRADUAL.hasResource(
        ALIAS,
        json(
            MAP,
            """
            {
              "UpdatePolicy": {"CodeDeployLambdaAliasUpdate": {
                "ApplicationName": {"Ref": "%s"},
                "DeploymentGroupName": {"Ref": "%s"}
              }}
            }
            """
                .formatted(onlyId(APPLICATION), onlyId(GROUP))));
    GRADUAL.hasResourceProperties(
        GROUP,
        json(
            MAP,
            """
            {
              "ApplicationName": {"Ref": "%s"},
              "DeploymentConfigName": "CodeDeployDefault.LambdaLinear10PercentEvery1Minute",
              "DeploymentStyle": {
                "DeploymentOption": "WITH_TRAFFIC_CONTROL",
                "DeploymentType": "BLUE_GREEN"
              }
            }
            """
                .formatted(onlyId(APPLICATION))));
  }

  @Test
  void shouldRollBack_whenItFailsOrIsStoppedOrAnAlarmFires() {
    GRADUAL.hasResourceProperties(
        GROUP,
        Map.of(
            "AutoRollbackConfiguration",
            Map.of(
                "Enabled",
                true,
                "Events",
                List.of(
                    "DEPLOYMENT_FAILURE",
                    "DEPLOYMENT_STOP_ON_REQUEST",
                    "DEPLOYMENT_STOP_ON_ALARM"))));
  }

  /** An alarm on the mapping would depend on the alias, which depends on the alarm. */
  @Test
  void shouldBeStoppedOnlyByAlarmsThatANewVersionCanCause() {
    GRADUAL.hasResourceProperties(
        GROUP,
        Map.of(
            "AlarmConfiguration",
            Map.of(
                "Enabled",
                true,
                "Alarms",
                Match.arrayEquals(
                    List.of(
                        Map.of("Name", Map.of("Ref", alarmId("my-consumer-errors"))),
                        Map.of("Name", Map.of("Ref", alarmId("my-consumer-duration"))))))));
  }

  private static String alarmId(String name) {
    return GRADUAL
        .findResources("AWS::CloudWatch::Alarm", Map.of("Properties", Map.of("AlarmName", name)))
        .keySet()
        .iterator()
        .next();
  }

  @Test
  void shouldAllowCodeDeployThisFunctionOnly() {
    String function = Templates.onlyId(GRADUAL, "AWS::Lambda::Function");

    GRADUAL.hasResourceProperties(
        "AWS::IAM::Role",
        Match.objectEquals(
            Map.of(
                "AssumeRolePolicyDocument",
                json(
                    MAP,
                    """
                    {
                      "Version": "2012-10-17",
                      "Statement": [{
                        "Effect": "Allow",
                        "Action": "sts:AssumeRole",
                        "Principal": {"Service": "codedeploy.amazonaws.com"}
                      }]
                    }
                    """),
                "Policies",
                json(
                    LIST,
                    """
                    [{
                      "PolicyName": "DeploymentPolicy",
                      "PolicyDocument": {
                        "Version": "2012-10-17",
                        "Statement": [
                          {
                            "Effect": "Allow",
                            "Action": "cloudwatch:DescribeAlarms",
                            "Resource": "*"
                          },
                          {
                            "Effect": "Allow",
                            "Action": [
                              "lambda:GetAlias",
                              "lambda:GetProvisionedConcurrencyConfig",
                              "lambda:UpdateAlias"
                            ],
                            "Resource": [
                              {"Fn::GetAtt": ["%1$s", "Arn"]},
                              {"Fn::Join": ["", [{"Fn::GetAtt": ["%1$s", "Arn"]}, ":live"]]}
                            ]
                          }
                        ]
                      }
                    }]
                    """
                        .formatted(function)))));
  }

  @Test
  void shouldNotUseCodeDeploy_whenAllAtOnce() {
    for (Template template : List.of(TEMPLATE, UNMAPPED)) {
      assertThat(template.toJSON().toString().toLowerCase(Locale.ROOT))
          .doesNotContain("codedeploy", "updatepolicy");
    }
  }

  /** The names that CodeDeploy defines, in the form that a user writes them. */
  @ParameterizedTest
  @CsvSource({
    "canary-10-percent-5-minutes, LambdaCanary10Percent5Minutes",
    "canary-10-percent-10-minutes, LambdaCanary10Percent10Minutes",
    "canary-10-percent-15-minutes, LambdaCanary10Percent15Minutes",
    "canary-10-percent-30-minutes, LambdaCanary10Percent30Minutes",
    "linear-10-percent-every-1-minute, LambdaLinear10PercentEvery1Minute",
    "linear-10-percent-every-2-minutes, LambdaLinear10PercentEvery2Minutes",
    "linear-10-percent-every-3-minutes, LambdaLinear10PercentEvery3Minutes",
    "linear-10-percent-every-10-minutes, LambdaLinear10PercentEvery10Minutes",
  })
  void shouldNameCodeDeploysConfiguration(String setting, String codeDeployName) {
    assertThat(DeploymentConfiguration.values())
        .filteredOn(configuration -> configuration.settingName().equals(setting))
        .singleElement()
        .satisfies(
            configuration ->
                assertThat(configuration.codeDeployName())
                    .hasValue("CodeDeployDefault." + codeDeployName));
  }

  private static String onlyId(String type) {
    return Templates.onlyId(GRADUAL, type);
  }
}

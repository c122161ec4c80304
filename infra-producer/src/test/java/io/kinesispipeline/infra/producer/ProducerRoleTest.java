package io.kinesispipeline.infra.producer;

import static io.kinesispipeline.infra.producer.ProducerTemplates.RUNTIME_LOOKUP_WITH_KEY;
import static io.kinesispipeline.infra.producer.ProducerTemplates.TEMPLATE;
import static io.kinesispipeline.infra.producer.ProducerTemplates.onlyId;
import static io.kinesispipeline.infra.test.Templates.KEY;
import static io.kinesispipeline.infra.test.Templates.LIST;
import static io.kinesispipeline.infra.test.Templates.json;

import io.kinesispipeline.infra.common.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class ProducerRoleTest {
  @Test
  void shouldAllowWritingToStreamAndDeadLetterQueueOnly() {
    assertAllows(
        TEMPLATE,
        json(
            LIST,
            """
            [
              {
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": {"Fn::GetAtt": ["%s", "Arn"]}
              },
              {
                "Effect": "Allow",
                "Action": ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
                "Resource": "*"
              },
              {
                "Effect": "Allow",
                "Action": ["kinesis:PutRecord", "kinesis:PutRecords"],
                "Resource": {"Ref": "StreamArn"}
              },
              {
                "Effect": "Allow",
                "Action": "sqs:SendMessage",
                "Resource": {"Fn::GetAtt": ["%s", "Arn"]}
              }
            ]
            """
                .formatted(onlyId("AWS::Logs::LogGroup"), onlyId("AWS::SQS::Queue"))));
  }

  @Test
  void shouldAllowReadingParameterAndUsingKey_whenChosen() {
    List<Object> statements = new ArrayList<>(Collections.nCopies(4, Match.anyValue()));
    statements.addAll(
        json(
            LIST,
            """
            [
              {
                "Effect": "Allow",
                "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
                "Resource": "%s",
                "Condition": {"StringEquals": {"kms:ViaService": [
                  {"Fn::Join": ["", ["kinesis.", {"Ref": "AWS::Region"}, ".amazonaws.com"]]},
                  {"Fn::Join": ["", ["lambda.", {"Ref": "AWS::Region"}, ".amazonaws.com"]]},
                  {"Fn::Join": ["", ["sqs.", {"Ref": "AWS::Region"}, ".amazonaws.com"]]}
                ]}}
              },
              {
                "Effect": "Allow",
                "Action": "ssm:GetParameter",
                "Resource": {"Fn::Join": ["", [
                  "arn:", {"Ref": "AWS::Partition"}, ":ssm:", {"Ref": "AWS::Region"}, ":",
                  {"Ref": "AWS::AccountId"}, ":parameter%s"
                ]]}
              }
            ]
            """
                .formatted(KEY, new Stage("prod").streamNameParameter())));

    assertAllows(RUNTIME_LOOKUP_WITH_KEY, statements);
  }

  /** Checks all permissions: the stack has one role and no other policy. */
  private static void assertAllows(Template template, List<?> statements) {
    template.resourceCountIs("AWS::IAM::Role", 1);
    template.resourceCountIs("AWS::IAM::Policy", 0);
    template.resourceCountIs("AWS::IAM::ManagedPolicy", 0);
    template.hasResourceProperties(
        "AWS::IAM::Role",
        Map.of(
            "ManagedPolicyArns",
            Match.absent(),
            "Policies",
            List.of(Map.of("PolicyDocument", Map.of("Statement", Match.arrayEquals(statements))))));
  }
}

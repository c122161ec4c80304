package io.kinesispipeline.infra.common;

import static io.kinesispipeline.infra.common.ConsumerTemplates.TEMPLATE;
import static io.kinesispipeline.infra.common.ConsumerTemplates.WITH_KEY_AND_FAN_OUT;
import static io.kinesispipeline.infra.common.ConsumerTemplates.onlyId;
import static io.kinesispipeline.infra.test.Templates.KEY;
import static io.kinesispipeline.infra.test.Templates.LIST;
import static io.kinesispipeline.infra.test.Templates.MAP;
import static io.kinesispipeline.infra.test.Templates.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class ConsumerRoleTest {
  @Test
  void shouldAllowReadingStreamAndWritingFailuresOnly() {
    assertAllows(
        TEMPLATE,
        json(
            LIST,
            """
            [
              {
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": {"Fn::GetAtt": ["%1$s", "Arn"]}
              },
              {
                "Effect": "Allow",
                "Action": ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
                "Resource": "*"
              },
              {
                "Effect": "Allow",
                "Action": [
                  "kinesis:DescribeStream",
                  "kinesis:DescribeStreamSummary",
                  "kinesis:GetRecords",
                  "kinesis:GetShardIterator",
                  "kinesis:ListShards"
                ],
                "Resource": {"Ref": "StreamArn"}
              },
              {
                "Effect": "Allow",
                "Action": "s3:PutObject",
                "Resource": {"Fn::Join": ["", [{"Fn::GetAtt": ["%2$s", "Arn"]}, "/*"]]},
                "Condition": {
                  "StringEquals": {"aws:ResourceAccount": {"Ref": "AWS::AccountId"}}
                }
              },
              {
                "Effect": "Allow",
                "Action": "s3:ListBucket",
                "Resource": {"Fn::GetAtt": ["%2$s", "Arn"]},
                "Condition": {
                  "StringEquals": {"aws:ResourceAccount": {"Ref": "AWS::AccountId"}}
                }
              }
            ]
            """
                .formatted(onlyId("AWS::Logs::LogGroup"), onlyId("AWS::S3::Bucket"))));
  }

  @Test
  void shouldAllowKeyAndStreamConsumerAndExtraPermissions_whenChosen() {
    List<Object> statements = new ArrayList<>(Collections.nCopies(7, Match.anyValue()));
    statements.set(2, Map.of("Effect", "Allow", "Action", "sqs:SendMessage", "Resource", "*"));
    statements.set(
        4,
        Map.of(
            "Effect",
            "Allow",
            "Action",
            "kinesis:SubscribeToShard",
            "Resource",
            Map.of("Fn::GetAtt", List.of("StreamConsumer", "ConsumerARN"))));
    statements.add(
        json(
            MAP,
            """
            {
              "Effect": "Allow",
              "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
              "Resource": "%s",
              "Condition": {"StringEquals": {"kms:ViaService": [
                {"Fn::Join": ["", ["kinesis.", {"Ref": "AWS::Region"}, ".amazonaws.com"]]},
                {"Fn::Join": ["", ["lambda.", {"Ref": "AWS::Region"}, ".amazonaws.com"]]},
                {"Fn::Join": ["", ["s3.", {"Ref": "AWS::Region"}, ".amazonaws.com"]]}
              ]}}
            }
            """
                .formatted(KEY)));

    assertAllows(WITH_KEY_AND_FAN_OUT, statements);
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

package io.localstream.engine.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import io.localstream.engine.iam.RestrictedFunction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicePermissionsTest {
  private static final String HERE = "us-east-1:" + RestrictedFunction.ACCOUNT;

  private final ServicePermissions permissions =
      new ServicePermissions(new RestrictedFunction().deployment());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PutItem | {'TableName':'t','Item':{}} | dynamodb:PutItem table/t
          Query | {'TableName':'t','IndexName':'i'} | dynamodb:Query table/t/index/i
          Scan | {'TableName':'t'} | dynamodb:Scan table/t
          ListTables | {} | dynamodb:ListTables *
          BatchWriteItem | {'RequestItems':{'a':[],'b':[]}} | dynamodb:BatchWriteItem table/a, dynamodb:BatchWriteItem table/b
          BatchGetItem | {'RequestItems':{'a':{}}} | dynamodb:BatchGetItem table/a
          TransactGetItems | {'TransactItems':[{'Get':{'TableName':'a'}}]} | dynamodb:GetItem table/a
          TransactWriteItems | {'TransactItems':[{'Put':{'TableName':'a'}},{'ConditionCheck':{'TableName':'b'}},{'Update':{'TableName':'a'}},{'Delete':{'TableName':'b'}}]} | dynamodb:PutItem table/a, dynamodb:ConditionCheckItem table/b, dynamodb:UpdateItem table/a, dynamodb:DeleteItem table/b
          """,
      quoteCharacter = '"')
  void shouldNeedTheTablesAndIndexesOfTheRequest_whenServiceIsDynamoDb(
      String operation, String body, String expected) {
    assertThat(json("dynamodb", "DynamoDB_20120810." + operation, body))
        .isEqualTo(expected.replace("table/", "arn:aws:dynamodb:" + HERE + ":table/"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          GET    | /                        | -              | s3:ListAllMyBuckets *
          GET    | /b                       | list-type=2&prefix=a | s3:ListBucket arn:aws:s3:::b
          HEAD   | /b/                      | -              | s3:ListBucket arn:aws:s3:::b
          PUT    | /b                       | -              | s3:CreateBucket arn:aws:s3:::b
          GET    | /b/a%20b+c/d             | x-id=GetObject | s3:GetObject arn:aws:s3:::b/a b+c/d
          HEAD   | /b/k                     | -              | s3:GetObject arn:aws:s3:::b/k
          GET    | /b/k                     | versionId=1    | s3:GetObjectVersion arn:aws:s3:::b/k
          PUT    | /b/k                     | -              | s3:PutObject arn:aws:s3:::b/k
          PUT    | /b/k                     | partNumber=1&uploadId=u | s3:PutObject arn:aws:s3:::b/k
          POST   | /b/k                     | uploads        | s3:PutObject arn:aws:s3:::b/k
          POST   | /b/k                     | uploadId=u     | s3:PutObject arn:aws:s3:::b/k
          DELETE | /b/k                     | uploadId=u     | s3:AbortMultipartUpload arn:aws:s3:::b/k
          DELETE | /b/k                     | -              | s3:DeleteObject arn:aws:s3:::b/k
          """)
  void shouldNeedTheBucketOrTheObject_whenServiceIsS3(
      String method, String path, String query, String expected) {
    assertThat(s3(method, path, query == null ? "" : query, new Headers(), "")).isEqualTo(expected);
  }

  @Test
  void shouldNeedBothObjects_whenAnObjectIsCopied() {
    Headers headers = new Headers();
    headers.set("x-amz-copy-source", "/from/k%2F1?versionId=2");

    assertThat(s3("PUT", "/b/k", "", headers, ""))
        .isEqualTo("s3:PutObject arn:aws:s3:::b/k, s3:GetObject arn:aws:s3:::from/k/1");
  }

  @Test
  void shouldNeedEachObject_whenSeveralAreDeleted() {
    String body = "<Delete><Object><Key>a</Key></Object><Object><Key>b/c</Key></Object></Delete>";

    assertThat(s3("POST", "/b", "delete", new Headers(), body))
        .isEqualTo("s3:DeleteObject arn:aws:s3:::b/a, s3:DeleteObject arn:aws:s3:::b/b/c");
  }

  @Test
  void shouldRefuse_whenPermissionsOfTheOperationAreNotKnown() {
    assertThatThrownBy(() -> s3("PUT", "/b", "policy", new Headers(), ""))
        .hasMessage("the local run does not check the permissions of S3's PUT policy");
    assertThatThrownBy(() -> json("dynamodb", "DynamoDB_20120810.ExecuteStatement", "{}"))
        .hasMessageContaining("ExecuteStatement");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          sqs | AmazonSQS.SendMessage | {'QueueUrl':'http://h/1/q'} | sqs:SendMessage arn:aws:sqs:@:q
          sqs | AmazonSQS.SendMessageBatch | {'QueueUrl':'http://h/1/q'} | sqs:SendMessage arn:aws:sqs:@:q
          sqs | AmazonSQS.GetQueueUrl | {'QueueName':'q'} | sqs:GetQueueUrl arn:aws:sqs:@:q
          sqs | AmazonSQS.ListQueues | {} | sqs:ListQueues *
          secretsmanager | secretsmanager.GetSecretValue | {'SecretId':'arn:s'} | secretsmanager:GetSecretValue arn:s
          secretsmanager | secretsmanager.GetSecretValue | {'SecretId':'s'} | secretsmanager:GetSecretValue arn:aws:secretsmanager:@:secret:s-??????
          secretsmanager | secretsmanager.BatchGetSecretValue | {'SecretIdList':['arn:s']} | secretsmanager:BatchGetSecretValue *, secretsmanager:GetSecretValue arn:s
          """)
  void shouldNeedTheQueueOrTheSecret_whenRequestNamesOne(
      String service, String target, String body, String expected) {
    assertThat(json(service, target, body)).isEqualTo(expected.replace("@", HERE));
  }

  @Test
  void shouldNeedTheTopic_whenRequestIsAForm() {
    assertThat(
            needs(
                call("sns", "POST", "/", "", new Headers()),
                "Action=PublishBatch&TopicArn=arn%3Aaws%3Asns%3Ax%3A1%3At"))
        .isEqualTo("sns:Publish arn:aws:sns:x:1:t");
  }

  private String json(String service, String target, String body) {
    Headers headers = new Headers();
    headers.set("X-Amz-Target", target);
    return needs(call(service, "POST", "/", "", headers), body.replace('\'', '"'));
  }

  private String s3(String method, String path, String query, Headers headers, String body) {
    return needs(call("s3", method, path, query, headers), body);
  }

  private String needs(ServiceCall call, String body) {
    List<RequiredPermission> needed = permissions.of(call, body.getBytes(UTF_8));
    return String.join(", ", needed.stream().map(p -> p.action() + " " + p.resource()).toList());
  }

  private static ServiceCall call(
      String service, String method, String path, String query, Headers headers) {
    return new ServiceCall(service, "us-east-1", "key", method, path, query, headers);
  }
}

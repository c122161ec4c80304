package io.localstream.engine.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import io.localstream.engine.iam.RestrictedFunction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServicePermissionsTest {
  private static final String HERE = "us-east-1:" + RestrictedFunction.ACCOUNT;

  private static final String SECRET =
      "arn:aws:secretsmanager:us-east-1:111122223333:secret:known-AbCdEf";

  /** Knows one secret, by its name and by its ARN without the random end. */
  private final ServicePermissions permissions =
      new ServicePermissions(
          new RestrictedFunction().deployment(),
          (region, id) ->
              region.equals("us-east-1") && List.of("known", "arn:known").contains(id)
                  ? Optional.of(SECRET)
                  : Optional.empty());

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
          BatchGetItem | {'RequestItems':{'arn:t':{}}} | dynamodb:BatchGetItem arn:t
          PutItem | {'TableName':'arn:t'} | dynamodb:PutItem arn:t
          DescribeStream | {'StreamArn':'arn:s'} | dynamodb:DescribeStream arn:s
          TransactWriteItems | {'TransactItems':[{'Put':{'TableName':'a'}},{'Put':{'TableName':'a'}}]} | dynamodb:PutItem table/a
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
          DELETE | /b/k                     | versionId=1    | s3:DeleteObjectVersion arn:aws:s3:::b/k
          GET    | /b                       | versions&key-marker=k&version-id-marker=1 | s3:ListBucketVersions arn:aws:s3:::b
          GET    | /b/k                     | attributes     | s3:GetObject arn:aws:s3:::b/k, s3:GetObjectAttributes arn:aws:s3:::b/k
          GET    | /b/k                     | tagging&versionId=1 | s3:GetObjectVersionTagging arn:aws:s3:::b/k
          GET    | /b/k                     | X-Amz-Expires=9&x-amz-checksum-mode=ENABLED&response-content-type=a | s3:GetObject arn:aws:s3:::b/k
          """)
  void shouldNeedTheBucketOrTheObject_whenServiceIsS3(
      String method, String path, String query, String expected) {
    assertThat(s3(method, path, query == null ? "" : query, new Headers(), "")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/from/k%2F1, s3:GetObject arn:aws:s3:::from/k/1",
    "from/k+1?versionId=2, s3:GetObjectVersion arn:aws:s3:::from/k+1",
    "from/k%3FversionId=2, s3:GetObject arn:aws:s3:::from/k?versionId=2"
  })
  void shouldNeedBothObjects_whenAnObjectIsCopied(String source, String expected) {
    Headers headers = new Headers();
    headers.set("x-amz-copy-source", source);

    assertThat(s3("PUT", "/b/k", "", headers, ""))
        .isEqualTo("s3:PutObject arn:aws:s3:::b/k, " + expected);
    assertThat(s3("PUT", "/b/k", "partNumber=1&uploadId=u", headers, ""))
        .isEqualTo("s3:PutObject arn:aws:s3:::b/k, " + expected);
  }

  @Test
  void shouldNeedMore_whenHeadersSetMoreThanTheContent() {
    Headers headers = new Headers();
    headers.set("x-amz-tagging", "a=b");
    headers.set("x-amz-acl", "private");

    assertThat(s3("POST", "/b/k", "uploads", headers, ""))
        .isEqualTo(
            "s3:PutObject arn:aws:s3:::b/k, s3:PutObjectAcl arn:aws:s3:::b/k, s3:PutObjectTagging arn:aws:s3:::b/k");
  }

  @Test
  void shouldNeedEachObject_whenSeveralAreDeleted() {
    String body =
        """
        <?xml version="1.0"?>
        <Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Quiet>true</Quiet>
          <Object><Key>a&amp;b</Key></Object>
          <Object><VersionId>1</VersionId><Key>b/c</Key></Object>
        </Delete>
        """;

    assertThat(s3("POST", "/b", "delete", new Headers(), body))
        .isEqualTo("s3:DeleteObject arn:aws:s3:::b/a&b, s3:DeleteObjectVersion arn:aws:s3:::b/b/c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<Delete>",
        "<Delete/>",
        "<Delete><Object><VersionId>1</VersionId></Object></Delete>",
        "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/hosts'>]><Delete><Object><Key>&e;</Key></Object></Delete>"
      })
  void shouldRefuse_whenTheObjectsToDeleteAreNotKnown(String body) {
    assertThatThrownBy(() -> s3("POST", "/b", "delete", new Headers(), body))
        .isInstanceOfSatisfying(
            AwsError.class, error -> assertThat(error.code()).isEqualTo("MalformedXML"));
  }

  @Test
  void shouldRefuse_whenPermissionsOfTheOperationAreNotKnown() {
    assertThatThrownBy(() -> s3("PUT", "/b", "policy", new Headers(), ""))
        .hasMessage("the local run does not check the permissions of S3's PUT policy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction", "GetRecords"})
  void shouldRefuse_whenTableIsNotAFieldOfTheRequest(String operation) {
    assertThatThrownBy(() -> json("dynamodb", "DynamoDB_20120810." + operation, "{}"))
        .hasMessageStartingWith(
            "the local run does not check the permissions of DynamoDB's " + operation + ": ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          sqs | AmazonSQS.SendMessage | {'QueueUrl':'http://h/444455556666/q'} | sqs:SendMessage arn:aws:sqs:us-east-1:444455556666:q
          sqs | AmazonSQS.SendMessageBatch | {'QueueUrl':'http://h/111122223333/q'} | sqs:SendMessage arn:aws:sqs:@:q
          sqs | AmazonSQS.DeleteMessageBatch | {'QueueUrl':'https://sqs.us-east-1.amazonaws.com/111122223333/q.fifo'} | sqs:DeleteMessage arn:aws:sqs:@:q.fifo
          sqs | AmazonSQS.GetQueueUrl | {'QueueName':'q'} | sqs:GetQueueUrl arn:aws:sqs:@:q
          sqs | AmazonSQS.ListQueues | {} | sqs:ListQueues *
          secretsmanager | secretsmanager.GetSecretValue | {'SecretId':'arn:aws:secretsmanager:r:1:secret:s-AbCdEf'} | secretsmanager:GetSecretValue arn:aws:secretsmanager:r:1:secret:s-AbCdEf
          secretsmanager | secretsmanager.GetSecretValue | {'SecretId':'known'} | secretsmanager:GetSecretValue arn:aws:secretsmanager:@:secret:known-AbCdEf
          secretsmanager | secretsmanager.GetSecretValue | {'SecretId':'arn:known'} | secretsmanager:GetSecretValue arn:aws:secretsmanager:@:secret:known-AbCdEf
          secretsmanager | secretsmanager.GetSecretValue | {'SecretId':'gone'} | secretsmanager:GetSecretValue arn:aws:secretsmanager:@:secret:gone-??????
          secretsmanager | secretsmanager.CreateSecret | {'Name':'new'} | secretsmanager:CreateSecret arn:aws:secretsmanager:@:secret:new-??????
          secretsmanager | secretsmanager.ListSecrets | {} | secretsmanager:ListSecrets *
          secretsmanager | secretsmanager.BatchGetSecretValue | {'SecretIdList':['known']} | secretsmanager:BatchGetSecretValue *, secretsmanager:GetSecretValue arn:aws:secretsmanager:@:secret:known-AbCdEf
          """)
  void shouldNeedTheQueueOrTheSecret_whenRequestNamesOne(
      String service, String target, String body, String expected) {
    assertThat(json(service, target, body)).isEqualTo(expected.replace("@", HERE));
  }

  @ParameterizedTest
  @CsvSource({
    "sns, /, Action=PublishBatch&TopicArn=arn%3Aaws%3Asns%3Ax%3A1%3At, sns:Publish arn:aws:sns:x:1:t",
    "sns, /, Action=Publish&PhoneNumber=1, sns:Publish *",
    "sns, /, Action=CreateTopic&Name=t, sns:CreateTopic arn:aws:sns:@:t",
    "sqs, /444455556666/q, Action=SendMessageBatch, sqs:SendMessage arn:aws:sqs:us-east-1:444455556666:q"
  })
  void shouldNeedTheTopicOrTheQueue_whenRequestIsAForm(
      String service, String path, String form, String expected) {
    Headers headers = new Headers();
    headers.set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");

    assertThat(needs(call(service, "POST", path, "", headers), form))
        .isEqualTo(expected.replace("@", HERE));
  }

  @Test
  void shouldNeedTheResourceInTheRegionOfTheSignature_whenItIsAnother() {
    Headers headers = new Headers();
    headers.set("X-Amz-Target", "DynamoDB_20120810.Scan");
    ServiceCall call = new ServiceCall("dynamodb", "cn-north-1", "key", "POST", "/", "", headers);

    assertThat(needs(call, "{\"TableName\":\"t\"}"))
        .isEqualTo("dynamodb:Scan arn:aws-cn:dynamodb:cn-north-1:111122223333:table/t");
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
    List<RequiredPermission> needed;
    try {
      needed = permissions.of(call, body.getBytes(UTF_8));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return String.join(", ", needed.stream().map(p -> p.action() + " " + p.resource()).toList());
  }

  private static ServiceCall call(
      String service, String method, String path, String query, Headers headers) {
    return new ServiceCall(service, "us-east-1", "key", method, path, query, headers);
  }
}

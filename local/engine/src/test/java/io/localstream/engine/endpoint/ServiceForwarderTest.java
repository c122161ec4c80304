package io.localstream.engine.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.Headers;
import io.localstream.engine.endpoint.OtherEndpoint.Received;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.iam.RestrictedFunction;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceForwarderTest {
  private static final String TABLE =
      "arn:aws:dynamodb:us-east-1:%s:table/t".formatted(RestrictedFunction.ACCOUNT);

  private static final String SECRET =
      "arn:aws:secretsmanager:us-east-1:%s:secret:s-AbCdEf".formatted(RestrictedFunction.ACCOUNT);

  private final RestrictedFunction function =
      new RestrictedFunction()
          .allow(TABLE, "dynamodb:GetItem")
          .allow("arn:aws:s3:::b/*", "s3:*")
          .allow(SECRET, "secretsmanager:GetSecretValue");
  private final String caller = function.function().accessKeyId();
  private final AccessControl access =
      new AccessControl(function.deployment(), ServiceForwarder.checkedServices());
  private final HttpClient http = HttpClient.newHttpClient();
  private OtherEndpoint other;
  private List<Received> received;
  private RunningEndpoint running;

  @BeforeEach
  void start() throws IOException {
    other = new OtherEndpoint();
    received = other.received;
    running = new RunningEndpoint(function, caller, 1, "dynamodb.outage=5s+3s", "sqs.throttle=1");
    other.serve(running, function, access, Set.of("events"));
  }

  @AfterEach
  void stop() {
    running.close();
    other.close();
  }

  @Test
  void shouldForwardUnderDummyCredentials_whenRoleAllowsTheCall() throws Exception {
    HttpResponse<String> response = dynamoDb(caller, "GetItem");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"Answer\":1}");
    assertThat(response.headers().firstValue("x-amz-crc32")).hasValue("7");
    await().untilAsserted(() -> assertThat(other.called).containsExactly("dynamodb 200"));
    assertThat(received)
        .singleElement()
        .extracting(Received::body)
        .isEqualTo("{\"TableName\":\"t\"}");
    Headers headers = received.get(0).headers();
    assertThat(headers.getFirst("X-Amz-Target")).isEqualTo("DynamoDB_20120810.GetItem");
    assertThat(headers.getFirst("Authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=" + RestrictedFunction.ACCOUNT + "/")
        .contains("/us-east-1/dynamodb/aws4_request")
        .doesNotContain(caller);
    assertThat(headers)
        .doesNotContainKeys("X-amz-security-token", "Origin", "Sec-fetch-site")
        .containsEntry("X-secret", List.of("s"));
  }

  @Test
  void shouldDenyInTheWordsOfAws_whenRoleDoesNotAllowTheCall() throws Exception {
    HttpResponse<String> response = dynamoDb(caller, "PutItem");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("\"__type\":\"AccessDeniedException\"")
        .contains(
            "User: arn:aws:sts::%s:assumed-role/r/f is not authorized to perform: dynamodb:PutItem on resource: %s because no identity-based policy allows the dynamodb:PutItem action"
                .formatted(RestrictedFunction.ACCOUNT, TABLE));
    assertThat(received).isEmpty();
    assertThat(access.denials()).hasSize(1);
  }

  @Test
  void shouldReportTheGrantUnused_untilTheFunctionUsesIt() throws Exception {
    String grant = "f dynamodb:GetItem on " + TABLE;
    assertThat(access.unusedGrants()).contains(grant);

    dynamoDb(caller, "GetItem");

    assertThat(access.unusedGrants()).doesNotContain(grant);
  }

  @Test
  void shouldForwardAnything_whenCallerIsNotAFunction() throws Exception {
    assertThat(dynamoDb("developer", "PutItem").statusCode()).isEqualTo(200);
    assertThat(received).hasSize(1);
  }

  @Test
  void shouldSendDecodedBodyAndBucketInThePath_whenS3ClientSendsChunksToAVirtualHost()
      throws Exception {
    byte[] answer =
        RawS3.put(
            running.endpoint.uri(),
            caller,
            "b.localhost",
            "/k",
            "5;chunk-signature=ab\r\nHello\r\n0;chunk-signature=cd\r\n\r\n",
            5);

    assertThat(new String(answer, UTF_8)).startsWith("HTTP/1.1 200");
    Received put = received.get(0);
    assertThat(put.method() + " " + put.uri()).isEqualTo("PUT /b/k");
    assertThat(put.body()).isEqualTo("Hello");
    assertThat(put.headers().getFirst("x-amz-content-sha256")).isEqualTo("UNSIGNED-PAYLOAD");
    assertThat(put.headers().get("Content-Encoding")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, /b/k",
    "localhost, /b/k",
    "s3.localhost, /b/k",
    "s3.us-east-1.localhost, /b/k",
    "b.localhost, /k",
    "b.s3.localhost, /k",
    "b.s3.us-east-1.localhost, /k",
    "b.S3.LOCALHOST, /k"
  })
  void shouldFindTheBucket_whetherItIsInThePathOrInTheHost(String host, String path)
      throws Exception {
    byte[] answer = RawS3.put(running.endpoint.uri(), caller, host, path, "0\r\n\r\n", 0);

    assertThat(new String(answer, UTF_8)).startsWith("HTTP/1.1 200");
    assertThat(received.get(0).uri()).isEqualTo("/b/k");
  }

  @Test
  void shouldDenyInXml_whenServiceIsS3() throws Exception {
    HttpResponse<String> response = send(caller, "s3", "GET", "/other/k", "", "");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body())
        .startsWith("<Error>")
        .contains("<Code>AccessDenied</Code>", "s3:GetObject on resource: arn:aws:s3:::other/k");
  }

  @Test
  void shouldFailAsTheServiceDoes_whenFaultsAreInjected() throws Exception {
    running.passSeconds(6);
    HttpResponse<String> outage = dynamoDb(caller, "GetItem");
    HttpResponse<String> throttled =
        send("developer", "sqs", "POST", "/", "AmazonSQS.ListQueues", "{}");
    running.passSeconds(3);
    HttpResponse<String> after = dynamoDb(caller, "GetItem");

    assertThat(outage.statusCode()).isEqualTo(503);
    assertThat(outage.body()).contains("\"__type\":\"ServiceUnavailable\"");
    assertThat(throttled.statusCode()).isEqualTo(400);
    assertThat(throttled.body()).contains("RequestThrottled");
    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(received).hasSize(1);
    assertThat(running.faults.injected())
        .containsEntry("dynamodb.outage", 1L)
        .containsEntry("sqs.throttle", 1L);
  }

  @Test
  void shouldForwardWithoutACheck_whenServiceIsAllowedUnchecked() throws Exception {
    assertThat(send(caller, "events", "POST", "/", "AWSEvents.PutEvents", "{}").statusCode())
        .isEqualTo(200);
    assertThat(received).hasSize(1);
  }

  @Test
  void shouldRefuse_whenServiceIsNeitherCheckedNorAllowed() throws Exception {
    assertThat(send(caller, "states", "POST", "/", "AWSStepFunctions.Start", "{}").body())
        .contains("UnknownOperationException", "Start of states", "with --allow-unchecked states");
    assertThat(received).isEmpty();
  }

  @Test
  void shouldCheckTheWholeArnOfASecret_whenCallerNamesIt() throws Exception {
    other.answer("{\"ARN\":\"" + SECRET + "\"}");

    HttpResponse<String> response =
        send(
            caller,
            "secretsmanager",
            "POST",
            "/",
            "secretsmanager.GetSecretValue",
            "{\"SecretId\":\"s\"}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(received)
        .extracting(r -> r.headers().getFirst("X-Amz-Target") + " " + r.body())
        .containsExactly(
            "secretsmanager.DescribeSecret {\"SecretId\":\"s\"}",
            "secretsmanager.GetSecretValue {\"SecretId\":\"s\"}");
  }

  @Test
  void shouldSayWhichEndpoint_whenItDoesNotAnswer() throws Exception {
    other.close();

    HttpResponse<String> response = dynamoDb(caller, "GetItem");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("does not answer");
  }

  private HttpResponse<String> dynamoDb(String accessKeyId, String operation) throws Exception {
    return send(
        accessKeyId,
        "dynamodb",
        "POST",
        "/",
        "DynamoDB_20120810." + operation,
        "{\"TableName\":\"t\"}");
  }

  private HttpResponse<String> send(
      String accessKeyId, String service, String method, String path, String target, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(running.endpoint.uri().resolve(path))
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("Authorization", RawS3.authorization(accessKeyId, service))
            .header("X-Amz-Security-Token", "token")
            .header("Origin", running.endpoint.uri().toString())
            .header("Sec-Fetch-Site", "same-origin")
            .header("X-Secret", "of the caller")
            .method(method, BodyPublishers.ofString(body));
    if (!target.isEmpty()) {
      request.header("X-Amz-Target", target);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}

package io.localstream.engine.endpoint;

import static java.net.http.HttpResponse.BodyHandlers.ofByteArray;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.localstream.engine.endpoint.OtherEndpoint.Received;
import io.localstream.engine.fault.FaultSpecs;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.iam.RestrictedFunction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Tests how the SDK's clients read the errors of forwarded calls. */
class ServiceErrorsTest {
  private static final String ACCOUNT = RestrictedFunction.ACCOUNT;
  private static final String DEVELOPER = "developer";

  private final RestrictedFunction function =
      new RestrictedFunction().allow("arn:aws:s3:::mine/*", "s3:GetObject");
  private final String caller = function.function().accessKeyId();
  private final HttpClient http = HttpClient.newHttpClient();
  private OtherEndpoint other;
  private RunningEndpoint running;

  @BeforeEach
  void start() throws IOException {
    other = new OtherEndpoint();
    running = new RunningEndpoint(function, caller, 1);
  }

  @AfterEach
  void stop() {
    running.close();
    other.close();
  }

  @ParameterizedTest
  @CsvSource({
    "dynamodb, 400, AccessDeniedException, dynamodb:DeleteItem, arn:aws:dynamodb:us-east-1:@:table/t",
    "s3, 403, AccessDenied, s3:PutObject, arn:aws:s3:::b/k",
    "sqs, 403, AccessDenied, sqs:SendMessage, arn:aws:sqs:us-east-1:@:q",
    "sns, 403, AuthorizationError, sns:Publish, arn:aws:sns:us-east-1:@:t",
    "secretsmanager, 400, AccessDeniedException, secretsmanager:GetSecretValue, arn:aws:secretsmanager:us-east-1:@:secret:s-AbCdEf"
  })
  void shouldHaveTheCodeOfTheServiceAndTheWordsOfAws_whenRoleDoesNotAllowTheCall(
      String service, int status, String code, String action, String resource) {
    forward();

    AwsServiceException denied = failure(service, caller);

    assertThat(denied.statusCode()).isEqualTo(status);
    assertThat(denied.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(denied.awsErrorDetails().errorMessage())
        .isEqualTo(
            "User: arn:aws:sts::%s:assumed-role/r/f is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action",
            ACCOUNT, action, resource.replace("@", ACCOUNT), action);
    assertThat(other.received).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "dynamodb, 500, InternalServerError, 400, ProvisionedThroughputExceededException",
    "s3, 500, InternalError, 503, SlowDown",
    "sqs, 500, InternalFailure, 400, RequestThrottled",
    "sns, 500, InternalError, 429, Throttled",
    "secretsmanager, 500, InternalServiceError, 400, ThrottlingException"
  })
  void shouldHaveTheCodeOfTheService_whenFaultIsInjected(
      String service, int errorStatus, String errorCode, int throttleStatus, String throttleCode) {
    forward();

    assertFails(service, "error=1", errorStatus, errorCode);
    assertFails(service, "throttle=1", throttleStatus, throttleCode);
    assertFails(service, "outage=0s+1s", 503, "ServiceUnavailable");
    assertThat(other.received).isEmpty();
    assertThat(running.faults.injected())
        .containsEntry(service + ".error", 1L)
        .containsEntry(service + ".throttle", 1L)
        .containsEntry(service + ".outage", 1L);
  }

  @Test
  void shouldSayThatItIsThrottled_whenThrottleIsInjected() {
    forward();
    inject("sqs.throttle=1", "dynamodb.throttle=1", "s3.throttle=1");

    assertThat(failure("sqs", DEVELOPER).isThrottlingException()).isTrue();
    assertThat(failure("dynamodb", DEVELOPER).isThrottlingException()).isTrue();
    assertThat(failure("s3", DEVELOPER).isThrottlingException()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "dynamodb, UnknownOperationException, DeleteItem",
    "s3, NotImplemented, PUT /b/k",
    "sqs, UnknownOperationException, SendMessage",
    "sns, InvalidAction, Publish",
    "secretsmanager, UnknownOperationException, GetSecretValue"
  })
  void shouldNameTheServiceAndTheOption_whenNothingIsForwarded(
      String service, String code, String operation) {
    AwsServiceException refused = failure(service, caller);

    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(refused.awsErrorDetails().errorMessage())
        .startsWith("the local run does not support %s of %s, only".formatted(operation, service))
        .endsWith("or start the run with --services <url>");
  }

  @Test
  void shouldNameTheServiceInItsProtocol_whenItIsNeitherCheckedNorAllowed() throws Exception {
    forward();
    HttpRequest.Builder cbor =
        signed("monitoring", "/service/GraniteServiceVersion20100801/operation/PutMetricData")
            .header("Smithy-Protocol", "rpc-v2-cbor")
            .POST(BodyPublishers.noBody());
    HttpRequest.Builder rest = signed("scheduler", "/schedules/s");

    HttpResponse<byte[]> inCbor = http.send(cbor.build(), ofByteArray());
    HttpResponse<String> inJson = http.send(rest.build(), ofString());

    assertThat(inCbor.statusCode()).isEqualTo(400);
    assertThat(inCbor.headers().firstValue("Smithy-Protocol")).hasValue("rpc-v2-cbor");
    assertThat(BodyFormat.CBOR.read(inCbor.body()).path("message").asText())
        .contains("does not support PutMetricData of monitoring", "--allow-unchecked monitoring,");
    assertThat(inJson.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("UnknownOperationException");
    assertThat(inJson.body()).contains("does not support GET /schedules/s of scheduler");
    assertThat(other.received).isEmpty();
  }

  @Test
  void shouldBeAllowedWhatTheSignerIsAllowed_whenUrlIsPresigned() throws Exception {
    forward();

    HttpResponse<String> allowed = http.send(request(presigned("mine")), ofString());
    HttpResponse<String> denied = http.send(request(presigned("other")), ofString());

    assertThat(allowed.statusCode()).isEqualTo(200);
    assertThat(other.received).extracting(Received::uri).containsExactly("/mine/a%20b");
    assertThat(other.received.get(0).headers().getFirst("Authorization"))
        .contains("Credential=" + ACCOUNT + "/");
    assertThat(denied.statusCode()).isEqualTo(403);
    assertThat(denied.body()).contains("s3:GetObject on resource: arn:aws:s3:::other/a b");
  }

  private void forward() {
    other.serve(
        running,
        function,
        new AccessControl(function.deployment(), ServiceForwarder.checkedServices()),
        Set.of());
  }

  private void inject(String... specs) {
    running.faults.inject(FaultSpecs.parse(List.of(specs)));
  }

  private void assertFails(String service, String fault, int status, String code) {
    inject(service + "." + fault);
    AwsServiceException failure = failure(service, DEVELOPER);
    assertThat(failure.statusCode()).isEqualTo(status);
    assertThat(failure.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(failure.awsErrorDetails().errorMessage()).isEqualTo("injected by --fault");
  }

  private AwsServiceException failure(String service, String accessKeyId) {
    return catchThrowableOfType(AwsServiceException.class, () -> call(service, accessKeyId));
  }

  private void call(String service, String key) {
    switch (service) {
      case "dynamodb" -> {
        try (DynamoDbClient client = running.client(DynamoDbClient.builder(), key)) {
          client.deleteItem(r -> r.tableName("t"));
        }
      }
      case "s3" -> {
        try (S3Client client = running.client(S3Client.builder(), key)) {
          client.putObject(r -> r.bucket("b").key("k"), RequestBody.fromString("content"));
        }
      }
      case "sqs" -> {
        try (SqsClient client = running.client(SqsClient.builder(), key)) {
          client.sendMessage(
              r -> r.queueUrl("http://other/" + ACCOUNT + "/q").messageBody("content"));
        }
      }
      case "sns" -> {
        try (SnsClient client = running.client(SnsClient.builder(), key)) {
          client.publish(
              r -> r.topicArn("arn:aws:sns:us-east-1:" + ACCOUNT + ":t").message("content"));
        }
      }
      default -> {
        try (SecretsManagerClient client = running.client(SecretsManagerClient.builder(), key)) {
          client.getSecretValue(
              r -> r.secretId("arn:aws:secretsmanager:us-east-1:" + ACCOUNT + ":secret:s-AbCdEf"));
        }
      }
    }
  }

  private URI presigned(String bucket) throws Exception {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(running.endpoint.uri())
            .region(Region.US_EAST_1)
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(caller, "secret")))
            .build()) {
      return presigner
          .presignGetObject(
              p ->
                  p.signatureDuration(Duration.ofMinutes(1))
                      .getObjectRequest(r -> r.bucket(bucket).key("a b")))
          .url()
          .toURI();
    }
  }

  private static HttpRequest request(URI uri) {
    return HttpRequest.newBuilder(uri).build();
  }

  private HttpRequest.Builder signed(String service, String path) {
    return HttpRequest.newBuilder(running.endpoint.uri().resolve(path))
        .header("Authorization", RawS3.authorization(caller, service));
  }
}

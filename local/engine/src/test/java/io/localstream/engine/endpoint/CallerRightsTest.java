package io.localstream.engine.endpoint;

import static io.localstream.engine.iam.RestrictedFunction.KEY;
import static io.localstream.engine.iam.RestrictedFunction.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.iam.RestrictedFunction;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.AccessDeniedException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.KmsAccessDeniedException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** Calls the endpoint through the AWS SDK with the credentials of a function. */
class CallerRightsTest {
  private static final String PARAMETER =
      "arn:aws:ssm:us-east-1:111122223333:parameter/streams/my-stream/name";

  private final RestrictedFunction function = new RestrictedFunction();

  @Test
  void shouldPut_whenTheRoleAllowsIt() throws IOException {
    function.allow(STREAM, "kinesis:PutRecord");
    try (RunningEndpoint running = running()) {
      put(running);

      assertThat(running.accepted).hasSize(1);
    }
  }

  @Test
  void shouldAnswerLikeAwsAndPutNothing_whenTheRoleDoesNotAllowIt() throws IOException {
    function.allow(STREAM, "kinesis:PutRecords").allow(STREAM + "2", "kinesis:PutRecord");
    try (RunningEndpoint running = running()) {
      assertThatThrownBy(() -> put(running))
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining(
              "User: arn:aws:sts::111122223333:assumed-role/r/f is not authorized to perform:"
                  + " kinesis:PutRecord on resource: "
                  + STREAM
                  + " because no identity-based policy allows the kinesis:PutRecord action")
          .satisfies(e -> assertThat(((KinesisException) e).statusCode()).isEqualTo(400));
      assertThat(running.accepted).isEmpty();
    }
  }

  @Test
  void shouldLookAtTheStreamsArn_whenTheCallNamesItSo() throws IOException {
    function.allow(STREAM, "kinesis:PutRecord");
    try (RunningEndpoint running = running()) {
      assertThatThrownBy(
              () ->
                  running.kinesis.putRecord(
                      r ->
                          r.streamARN(STREAM + "2")
                              .partitionKey("k")
                              .data(SdkBytes.fromUtf8String("d"))))
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining(STREAM + "2");
    }
  }

  @Test
  void shouldPutNothing_whenTheStreamsKeyIsNotTheFunctionsToUse() throws IOException {
    function.encrypted(STREAM).allow(STREAM, "kinesis:PutRecord");
    try (RunningEndpoint running = running()) {
      assertThatThrownBy(() -> put(running))
          .isInstanceOf(KmsAccessDeniedException.class)
          .hasMessageContaining("kms:GenerateDataKey on resource: " + KEY);
      assertThat(running.accepted).isEmpty();
    }
  }

  @Test
  void shouldReadWithTheStreamOfTheIterator_whenTheRoleAllowsTheStream() throws IOException {
    function.encrypted(STREAM).allow(STREAM, "kinesis:GetShardIterator", "kinesis:GetRecords");
    function.allow(KEY, "kms:Decrypt");
    try (RunningEndpoint running = running()) {
      String iterator = iterator(running);

      assertThat(running.kinesis.getRecords(r -> r.shardIterator(iterator)).hasRecords()).isTrue();
      assertThatThrownBy(() -> running.kinesis.getRecords(r -> r.shardIterator("another")))
          .isInstanceOf(AccessDeniedException.class);
    }
  }

  @Test
  void shouldNotRead_whenTheKeyIsNotTheFunctionsToUse() throws IOException {
    function.encrypted(STREAM).allow(STREAM, "kinesis:GetShardIterator", "kinesis:GetRecords");
    try (RunningEndpoint running = running()) {
      String iterator = iterator(running);

      assertThatThrownBy(() -> running.kinesis.getRecords(r -> r.shardIterator(iterator)))
          .isInstanceOf(KmsAccessDeniedException.class)
          .hasMessageContaining("kms:Decrypt on resource: " + KEY);
    }
  }

  @Test
  void shouldListFurtherPagesOfTheStream_whenTheRoleAllowsToListIt() throws IOException {
    function.allow(STREAM, "kinesis:ListShards");
    try (RunningEndpoint running = running()) {
      String token =
          running.kinesis.listShards(r -> r.streamName("MyStream").maxResults(1)).nextToken();

      assertThat(running.kinesis.listShards(r -> r.nextToken(token)).hasShards()).isTrue();
      assertThatThrownBy(() -> running.kinesis.listShards(r -> r.nextToken("another")))
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining("kinesis:ListShards on resource: *");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/streams/my-stream/name", "/streams/my-stream/name:1", PARAMETER})
  void shouldReadTheParameterThatTheRoleAllows_whenItIsNamedInAnyWay(String name)
      throws IOException {
    function.allow(PARAMETER, "ssm:GetParameter");
    try (RunningEndpoint running = running()) {
      assertThat(running.ssm.getParameter(r -> r.name(name)).parameter().value())
          .isEqualTo("MyStream");
    }
  }

  @Test
  void shouldNameTheParameter_whenTheRoleAllowsAnother() throws IOException {
    function.allow(PARAMETER, "ssm:GetParameter*");
    try (RunningEndpoint running = running()) {
      assertThatThrownBy(() -> running.ssm.getParameter(r -> r.name("plain")))
          .isInstanceOf(SsmException.class)
          .hasMessageContaining("ssm:GetParameter on resource: ")
          .hasMessageContaining(":parameter/plain because")
          .satisfies(
              e ->
                  assertThat(((SsmException) e).awsErrorDetails().errorCode())
                      .isEqualTo("AccessDeniedException"));
      assertThatThrownBy(
              () -> running.ssm.getParameters(r -> r.names("/streams/my-stream/name", "plain")))
          .hasMessageContaining("ssm:GetParameters on resource: ");
    }
  }

  @Test
  void shouldRestrictNobody_whenTheCallerIsNoFunction() throws IOException {
    try (RunningEndpoint running = new RunningEndpoint(function.encrypted(STREAM), "mine", 1)) {
      put(running);

      assertThat(running.accepted).hasSize(1);
    }
  }

  @Test
  void shouldRefuse_whenARequestIsNotSigned() throws Exception {
    try (RunningEndpoint running = running()) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(running.endpoint.uri())
                      .header("X-Amz-Target", "Kinesis_20131202.ListStreams")
                      .POST(BodyPublishers.ofString("{}"))
                      .build(),
                  BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("MissingAuthenticationTokenException");
    }
  }

  private RunningEndpoint running() throws IOException {
    return new RunningEndpoint(function, function.function().accessKeyId(), 1);
  }

  private static String iterator(RunningEndpoint running) {
    return running
        .kinesis
        .getShardIterator(
            r ->
                r.streamName("MyStream")
                    .shardId("shardId-000000000000")
                    .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
        .shardIterator();
  }

  private static void put(RunningEndpoint running) {
    running.kinesis.putRecord(
        r -> r.streamName("MyStream").partitionKey("k").data(SdkBytes.fromUtf8String("d")));
  }
}

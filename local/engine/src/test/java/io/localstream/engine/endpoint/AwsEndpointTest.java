package io.localstream.engine.endpoint;

import static io.localstream.engine.endpoint.FakeKinesis.STREAM;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.http.RawRequest;
import io.localstream.engine.lifecycle.StartException;
import io.localstream.engine.records.RecordListener.RecordId;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

class AwsEndpointTest {
  private static final RecordId FIRST = new RecordId(STREAM, "shardId-000000000000", "1", "a");
  private static final RecordId SECOND = new RecordId(STREAM, "shardId-000000000000", "2", "b");
  private static final String ARN = "arn:aws:kinesis:us-east-1:111122223333:stream/" + STREAM;

  private RunningEndpoint running;

  @BeforeEach
  void start() throws IOException {
    running = new RunningEndpoint(1);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void shouldForwardAndCount_whenSdkPutsRecordInCbor() {
    PutRecordResponse response =
        running.kinesis.putRecord(
            r -> r.streamName(STREAM).partitionKey("a").data(SdkBytes.fromUtf8String("data")));

    assertThat(response.sequenceNumber()).isEqualTo("1");
    assertThat(running.server.records.get(0).get("Data").isBinary()).isTrue();
    assertThat(running.accepted).containsExactly(FIRST);
    assertThat(running.acceptedData).containsExactly("data");
  }

  @Test
  void shouldForwardAndCount_whenRecordIsPutInJson() throws Exception {
    JsonNode answer =
        running.kinesis(
            "PutRecord", "{\"StreamName\":\"MyStream\",\"PartitionKey\":\"a\",\"Data\":\"aGk=\"}");

    assertThat(answer.get("SequenceNumber").asText()).isEqualTo("1");
    assertThat(running.server.records.get(0).get("Data").asText()).isEqualTo("aGk=");
    assertThat(running.accepted).containsExactly(FIRST);
    assertThat(running.acceptedData).containsExactly("hi");
  }

  @Test
  void shouldCountByStreamName_whenRequestNamesOnlyArn() {
    running.kinesis.putRecords(r -> r.streamARN(ARN).records(entry("a"), entry("b")));

    assertThat(running.accepted).containsExactly(FIRST, SECOND);
  }

  @Test
  void shouldReturnServersError_whenStreamIsUnknown() {
    assertThatThrownBy(
            () -> running.kinesis.putRecords(r -> r.streamName("Other").records(entry("a"))))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThat(running.accepted).isEmpty();
  }

  @Test
  void shouldForwardUnchanged_whenOperationNeedsNothing() throws Exception {
    HttpResponse<String> answer = running.call("Kinesis_20131202.ListStreams", "{}");

    assertThat(answer.body()).isEqualTo("{\"Answered\":\"ListStreams\"}");
    assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
  }

  @Test
  void shouldReturnEmptyAnswer_whenServerHasNothingToSay() throws Exception {
    HttpResponse<String> answer =
        running.call("Kinesis_20131202.DeleteStream", "{\"StreamName\":\"MyStream\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void shouldAnswerUnknownOperation_whenSubscribingToShard() throws Exception {
    HttpResponse<String> answer = running.call("Kinesis_20131202.SubscribeToShard", "{}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("x-amzn-ErrorType"))
        .contains("UnknownOperationException");
    assertThat(running.server.operations).isEmpty();
  }

  @Test
  void shouldNameTheServices_whenRequestIsNotSigned() throws Exception {
    HttpRequest unsigned =
        HttpRequest.newBuilder(running.endpoint.uri().resolve("/?Action=GetCallerIdentity"))
            .build();

    HttpResponse<String> answer = HttpClient.newHttpClient().send(unsigned, ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains(
            "MissingAuthenticationTokenException", "Kinesis, SSM parameters, Lambda's Invoke");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "null", "\"text\""})
  void shouldAnswerSerializationException_whenBodyIsNotAnObject(String body) throws Exception {
    HttpResponse<String> answer = running.call("Kinesis_20131202.PutRecords", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("SerializationException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"StreamName\":5,\"Records\":7}",
        "{\"StreamName\":\"MyStream\",\"Records\":[]}",
        "{\"StreamARN\":\"\",\"Records\":[]}"
      })
  void shouldLeaveItToTheServer_whenFieldsAreMissingOrMistyped(String body) throws Exception {
    running.call("Kinesis_20131202.PutRecords", body);

    assertThat(running.server.count("PutRecords")).isEqualTo(1);
    assertThat(running.accepted).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "99999999999999999999999999999999999999999", "x", ""})
  void shouldLeaveItToTheServer_whenExplicitHashKeyIsInvalid(String hashKey) throws Exception {
    running.call(
        "Kinesis_20131202.PutRecord",
        "{\"StreamName\":\"MyStream\",\"ExplicitHashKey\":\"" + hashKey + "\"}");

    assertThat(running.server.count("PutRecord")).isEqualTo(1);
  }

  @Test
  void shouldAnswerServiceUnavailable_whenServerIsGone() {
    running.server.close();

    assertThatThrownBy(
            () -> running.kinesis.putRecords(r -> r.streamName(STREAM).records(entry("a"))))
        .isInstanceOfSatisfying(
            KinesisException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(503);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ServiceUnavailable");
              assertThat(e).hasMessageContaining(running.server.uri().toString());
            });
  }

  @Test
  void shouldSayWhichPort_whenPortIsInUse() {
    int port = running.endpoint.uri().getPort();

    assertThatThrownBy(
            () ->
                AwsEndpoint.start(port, null, true, null, null, null, null, null, null, null, null))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "port %d is in use: stop what listens there, or choose another with --port", port);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void shouldSayTheRange_whenPortIsNone(int port) {
    assertThatThrownBy(
            () ->
                AwsEndpoint.start(port, null, true, null, null, null, null, null, null, null, null))
        .isInstanceOf(StartException.class)
        .hasMessage("--port must be 0 to 65535, was " + port);
  }

  @Test
  void shouldTakeWhatKinesisTakes_whenTheRecordsAreInBase64() throws Exception {
    String data = Base64.getEncoder().encodeToString(new byte[(1 << 20) - 1]);
    String entries =
        String.join(",", nCopies(9, "{\"PartitionKey\":\"a\",\"Data\":\"" + data + "\"}"));

    assertThat(
            running
                .call(
                    "Kinesis_20131202.PutRecords",
                    "{\"StreamName\":\"MyStream\",\"Records\":[" + entries + "]}")
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"Kinesis_20131202.PutRecords, 16777216", "AmazonSSM.GetParameters, 65536"})
  void shouldRefuseBeforeItReads_whenABodyIsLargerThanItsApiTakes(String target, int limit)
      throws Exception {
    HttpResponse<String> refused = running.call(target, "x".repeat(limit + 1));

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.headers().firstValue("x-amzn-ErrorType"))
        .contains("RequestEntityTooLargeException");
    assertThat(refused.body())
        .contains("Request must be %d bytes or less, was %d".formatted(limit, limit + 1));
    assertThat(running.call(target, "x".repeat(limit)).body()).contains("SerializationException");
    assertThat(running.server.operations).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Host: evil.example", "Origin: http://evil.example", "Sec-Fetch-Site: cross-site"})
  void shouldInvokeNothing_whenAWebPageAsks(String header) throws Exception {
    String answer =
        RawRequest.post(
            running.endpoint.uri(),
            "/2015-03-31/functions/f/invocations",
            header,
            "Authorization: AWS4-HMAC-SHA256 Credential=key/d");

    assertThat(answer)
        .startsWith("HTTP/1.1 403 ")
        .containsIgnoringCase("x-amzn-ErrorType: AccessDeniedException")
        .contains(header.substring(header.indexOf(' ') + 1));
    assertThat(running.functions.invoked).isEmpty();
  }

  private static PutRecordsRequestEntry entry(String partitionKey) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(partitionKey)
        .data(SdkBytes.fromUtf8String("data"))
        .build();
  }
}

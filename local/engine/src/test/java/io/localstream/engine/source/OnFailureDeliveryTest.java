package io.localstream.engine.source;

import static io.localstream.engine.source.TestMapping.mapping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.destination.FailureDestinations;
import io.localstream.engine.source.Batch.FunctionResponse;
import io.localstream.engine.source.Command.Discard;
import io.localstream.engine.source.Command.DiscardCondition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnFailureDeliveryTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2019-11-14T00:38:06.021Z");
  private static final String SHARD = "shardId-000000000001";
  private static final String BUCKET = "arn:aws:s3:::failures";
  private static final Batch UNSENT =
      Batch.of(
          0,
          List.of(
              record(
                  "49601189658422359378836298521827638475320189012309704722",
                  "2019-11-14T00:38:04.835Z",
                  "{\"first\":\"\u00fc\"}"),
              record(
                  "49601189658422359378836298522902373528957594348623495186",
                  "2019-11-14T00:38:05.580Z",
                  "{\"second\":2}")));
  private static final Batch FAILED =
      UNSENT
          .invoked(
              new FunctionResponse(
                  "c9b8fa9f-5a7f-xmpl-af9c-0c604cde93a5", Optional.of("Unhandled")))
          .failed();

  @TempDir Path folder;

  @Test
  void shouldSendTheDocumentedRecordWithoutPayload_whenTheDestinationIsAQueue() throws IOException {
    deliver("arn:aws:sqs:us-east-1:123456789012:dest-queue", FAILED);

    JsonNode message = JSON.readTree(onlyFileIn("sqs/dest-queue").toFile());
    assertThat(JSON.readTree(message.get("Body").textValue())).isEqualTo(documented());
  }

  @Test
  void shouldSendTheDocumentedRecordWithoutPayload_whenTheDestinationIsATopic() throws IOException {
    deliver("arn:aws:sns:us-east-1:123456789012:dest-topic", FAILED);

    JsonNode message = JSON.readTree(onlyFileIn("sns/dest-topic").toFile());
    assertThat(JSON.readTree(message.get("Message").textValue())).isEqualTo(documented());
  }

  @Test
  void shouldKeepTheWholeEventAsAnEscapedString_whenTheDestinationIsABucket() throws IOException {
    deliver(BUCKET, FAILED);

    ObjectNode object = (ObjectNode) JSON.readTree(onlyFileIn("failures").toFile());
    assertThat(object.remove("payload").textValue())
        .isEqualTo("{\"Records\":[{\"first\":\"\u00fc\"},{\"second\":2}]}");
    assertThat(object).isEqualTo(documented());
  }

  @Test
  void shouldNameAnObjectAsDocumented() throws IOException {
    deliver(BUCKET, FAILED);

    String key = folder.resolve("failures").relativize(onlyFileIn("failures")).toString();
    String prefix =
        "aws/lambda/f89f8514-cdd9-4602-9e1f-01a5b77d449b/"
            + SHARD
            + "/2019/11/14/2019-11-14T00.38.06-";
    assertThat(key).startsWith(prefix);
    assertThat(UUID.fromString(key.substring(prefix.length())))
        .hasToString(key.substring(prefix.length()));
  }

  @Test
  void shouldHaveNoResponse_whenTheRecordsWereNeverSent() throws IOException {
    delivery(BUCKET).deliver(SHARD, new Discard(UNSENT, DiscardCondition.RECORD_AGE_EXCEEDED), NOW);

    JsonNode object = JSON.readTree(onlyFileIn("failures").toFile());
    assertThat(object.has("responseContext")).isFalse();
    assertThat(object.at("/requestContext/condition").textValue()).isEqualTo("RecordAgeExceeded");
    assertThat(object.at("/requestContext/approximateInvokeCount").intValue()).isEqualTo(1);
    assertThat(UUID.fromString(object.at("/requestContext/requestId").textValue())).isNotNull();
  }

  @Test
  void shouldNameTheConditionAndHaveNoResponse_whenTheEventIsTooLarge() throws IOException {
    delivery(BUCKET)
        .deliver(SHARD, new Discard(UNSENT, DiscardCondition.MAXIMUM_PAYLOAD_SIZE_EXCEEDED), NOW);

    JsonNode object = JSON.readTree(onlyFileIn("failures").toFile());
    assertThat(object.has("responseContext")).isFalse();
    assertThat(object.at("/requestContext/condition").textValue())
        .isEqualTo("MaximumPayloadSizeExceeded");
    assertThat(JSON.readTree(object.get("payload").textValue()).get("Records")).hasSize(2);
  }

  @Test
  void shouldHaveTheFunctionErrorNull_whenTheFunctionReturned() throws IOException {
    Batch reported = UNSENT.invoked(new FunctionResponse("id", Optional.empty())).failed();

    deliver(BUCKET, reported);

    JsonNode response = JSON.readTree(onlyFileIn("failures").toFile()).get("responseContext");
    assertThat(response)
        .isEqualTo(
            JSON.readTree(
                "{\"statusCode\":200,\"executedVersion\":\"$LATEST\",\"functionError\":null}"));
  }

  @Test
  void shouldKeepNothing_whenThereIsNoDestination() throws IOException {
    assertThat(delivery(null).deliver(SHARD, exhausted(FAILED), NOW)).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldFail_whenTheDestinationCannotBeWritten() throws IOException {
    Files.writeString(folder.resolve("failures"), "a file in the bucket's place");

    assertThatThrownBy(() -> deliver(BUCKET, FAILED)).isInstanceOf(IOException.class);
  }

  private void deliver(String destination, Batch batch) throws IOException {
    assertThat(delivery(destination).deliver(SHARD, exhausted(batch), NOW))
        .hasValueSatisfying(file -> assertThat(file).isRegularFile());
  }

  private static Discard exhausted(Batch batch) {
    return new Discard(batch, DiscardCondition.RETRY_ATTEMPTS_EXHAUSTED);
  }

  private OnFailureDelivery delivery(String destination) {
    return new OnFailureDelivery(
        mapping().onFailure(destination).build(),
        TestMapping.FUNCTION,
        new FailureDestinations(
            folder, Clock.fixed(NOW, ZoneOffset.UTC), TestMapping.access(), Metrics.NONE));
  }

  private Path onlyFileIn(String subfolder) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(subfolder))) {
      List<Path> found = files.filter(Files::isRegularFile).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  private JsonNode documented() throws IOException {
    try (InputStream json = getClass().getResourceAsStream("failure-record.json")) {
      return JSON.readTree(json);
    }
  }

  private static StreamRecord record(String sequenceNumber, String arrival, String entry) {
    return new StreamRecord(
        sequenceNumber,
        "key",
        Instant.parse(arrival),
        true,
        entry.getBytes(StandardCharsets.UTF_8));
  }
}

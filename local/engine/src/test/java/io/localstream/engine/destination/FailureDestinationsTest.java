package io.localstream.engine.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.localstream.engine.cloudwatch.RecordedMetrics;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.iam.RestrictedFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureDestinationsTest {
  private static final String QUEUE = "arn:aws:sqs:eu-west-1:123456789012:dead-letters.fifo";
  private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:failures";
  private static final String BUCKET = "arn:aws:s3:::failed-records";
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  private static final RestrictedFunction ALL = new RestrictedFunction().allow("*", "*");

  @TempDir Path folder;
  private final RecordedMetrics metrics = new RecordedMetrics();
  private FailureDestinations destinations;

  @BeforeEach
  void openFolder() {
    Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00.123Z"), ZoneOffset.UTC);
    destinations =
        new FailureDestinations(
            folder, clock, new AccessControl(ALL.deployment()), metrics.metrics());
  }

  @Test
  void shouldWriteAnObjectUnderItsBucketAndKey() throws IOException {
    destinations.put(ALL.function(), BUCKET, "aws/lambda/id/object", CONTENT);

    assertThat(folder.resolve("failed-records/aws/lambda/id/object")).hasBinaryContent(CONTENT);
  }

  @Test
  void shouldWriteAMessageAsSqsHandsItOut_whenSentToAQueue() throws IOException {
    destinations.send(ALL.function(), QUEUE, "{\"a\":1}");

    JsonNode message = onlyMessageIn("sqs/dead-letters.fifo");
    assertThat(message.get("Body").textValue()).isEqualTo("{\"a\":1}");
    assertThat(message.get("MD5OfBody").textValue()).isEqualTo("bb6cb5c68df4652941caf652a366f2d8");
    assertThat(message.at("/Attributes/SentTimestamp").textValue()).isEqualTo("1767225600123");
    assertThat(folder.resolve("sqs/dead-letters.fifo"))
        .isDirectoryContaining("glob:**/" + message.get("MessageId").textValue() + ".json");
  }

  @Test
  void shouldMeasureHowManyMessagesAQueueHas_whenOneMoreIsSent() throws IOException {
    destinations.send(ALL.function(), QUEUE, "first");
    destinations.send(ALL.function(), TOPIC, "elsewhere");
    destinations.send(ALL.function(), QUEUE, "second");

    assertThat(
            metrics.values(
                "ApproximateNumberOfMessagesVisible", Map.of("QueueName", "dead-letters.fifo")))
        .containsExactly(1.0, 2.0);
    assertThat(metrics.all()).hasSize(2);
  }

  @Test
  void shouldNotCountAMessage_whenItWasSentAgain() throws IOException {
    Path first = destinations.send(ALL.function(), QUEUE, "first");
    destinations.send(ALL.function(), QUEUE, "second");
    destinations.markRedriven(first, 1);
    destinations.send(ALL.function(), QUEUE, "third");
    destinations.markRedriven(destinations.send(ALL.function(), TOPIC, "elsewhere"), 1);
    destinations.markRedriven(destinations.put(ALL.function(), BUCKET, "key", CONTENT), 1);

    assertThat(destinations.isRedriven(first)).isTrue();
    assertThat(
            metrics.values(
                "ApproximateNumberOfMessagesVisible", Map.of("QueueName", "dead-letters.fifo")))
        .containsExactly(1.0, 2.0, 1.0, 2.0);
    assertThat(metrics.all()).hasSize(4);
  }

  @Test
  void shouldWriteAMessageAsSnsHandsItOut_whenSentToATopic() throws IOException {
    destinations.send(ALL.function(), TOPIC, "text");

    JsonNode message = onlyMessageIn("sns/failures");
    assertThat(message.get("Type").textValue()).isEqualTo("Notification");
    assertThat(message.get("TopicArn").textValue()).isEqualTo(TOPIC);
    assertThat(message.get("Message").textValue()).isEqualTo("text");
    assertThat(message.get("Timestamp").textValue()).isEqualTo("2026-01-01T00:00:00.123Z");
  }

  @Test
  void shouldKeepEachMessage_whenTheyAreEqual() throws IOException {
    destinations.send(ALL.function(), QUEUE, "same");
    destinations.send(ALL.function(), QUEUE, "same");

    assertThat(files("sqs")).hasSize(2);
  }

  @Test
  void shouldLeaveNothing_whenTheObjectCannotBeWritten() throws IOException {
    Files.createDirectories(folder.resolve("failed-records/taken/below"));

    assertThatThrownBy(() -> destinations.put(ALL.function(), BUCKET, "taken", CONTENT))
        .isInstanceOf(IOException.class);
    assertThat(files("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../other/object", "/object", "a/../b", "./a", "a//../../.."})
  void shouldRefuseAKeyOutsideItsBucket(String key) throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> destinations.put(ALL.function(), BUCKET, key, CONTENT));
    assertThat(files("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "queue",
        "kafka://topic",
        "arn:aws:kinesis:eu-west-1:123456789012:stream/other",
        "arn:aws:lambda:eu-west-1:123456789012:function:other",
        "arn:aws:sqs:eu-west-1:123456789012:../queue",
        "arn:aws:sns:eu-west-1:1:topic",
        "arn:aws:s3:::../bucket",
        "arn:aws:s3:::bucket/key"
      })
  void shouldRefuseADestination_whenItIsNotABucketAQueueOrATopic(String arn) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FailureDestinations.kind(arn))
        .withMessageContaining("must be the ARN of an S3 bucket, an SQS queue or an SNS topic")
        .withMessageEndingWith("was " + arn);
  }

  @Test
  void shouldTellKindsApart() {
    assertThat(Stream.of(BUCKET, QUEUE, TOPIC).map(FailureDestinations::kind))
        .containsExactly(
            FailureDestinations.DestinationType.S3,
            FailureDestinations.DestinationType.SQS,
            FailureDestinations.DestinationType.SNS);
  }

  @Test
  void shouldRefuseAMessage_whenTheDestinationIsABucket() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> destinations.send(ALL.function(), BUCKET, "text"));
  }

  @Test
  void shouldTakeNothing_whenTheFunctionsRoleDoesNotAllowIt() throws IOException {
    RestrictedFunction none = new RestrictedFunction().allow(BUCKET + "/*", "s3:PutObject");
    FailureDestinations denying =
        new FailureDestinations(
            folder, Clock.systemUTC(), new AccessControl(none.deployment()), metrics.metrics());

    assertThatThrownBy(() -> denying.put(none.function(), BUCKET, "key", CONTENT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not authorized to perform: s3:ListBucket on resource: " + BUCKET);
    assertThatThrownBy(() -> denying.send(none.function(), QUEUE, "text"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not authorized to perform: sqs:SendMessage");
    assertThat(files("")).isEmpty();
  }

  private JsonNode onlyMessageIn(String subfolder) throws IOException {
    List<Path> files = files(subfolder);
    assertThat(files).hasSize(1);
    return new ObjectMapper().readTree(files.get(0).toFile());
  }

  private List<Path> files(String subfolder) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(subfolder))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}

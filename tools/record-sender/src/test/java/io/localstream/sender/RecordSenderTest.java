package io.localstream.sender;

import static io.localstream.fixtures.KinesisStub.Reply.accepting;
import static io.localstream.fixtures.KinesisStub.Reply.failing;
import static io.localstream.fixtures.KinesisStub.Reply.hangingUp;
import static io.localstream.fixtures.KinesisStub.Reply.rejecting;
import static io.localstream.fixtures.KinesisStub.Reply.trickling;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.localstream.fixtures.KinesisStub;
import io.localstream.fixtures.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

@ParameterizedClass(name = "in CBOR: {0}")
@ValueSource(booleans = {true, false})
class RecordSenderTest {
  private static final String THROTTLED = "ProvisionedThroughputExceededException";

  private final ManualTime time = new ManualTime();
  private final Instant deadline = time.instant().plusSeconds(10);
  private final List<String> accepted = new ArrayList<>();
  private final boolean cbor;
  private KinesisStub stub;
  private KinesisClient kinesis;

  RecordSenderTest(boolean cbor) {
    this.cbor = cbor;
  }

  @BeforeEach
  void open() throws IOException {
    stub = new KinesisStub(cbor);
    kinesis = KinesisClients.create(Region.EU_WEST_1);
  }

  @AfterEach
  void close() {
    kinesis.close();
    stub.close();
  }

  @Test
  void shouldUsePutRecord_whenThereIsOneRecord() {
    send("a");
    assertThat(stub.requests())
        .extracting(KinesisStub.Request::operation)
        .containsOnly("PutRecord");
    assertThat(stub.accepted()).containsExactly(new KinesisStub.Record("MyStream", "a", "data-a"));
    assertThat(accepted).containsExactly("a");
  }

  @Test
  void shouldUseFewRequests_whenThereAreManyRecords() {
    send(IntStream.range(0, 1001).mapToObj(String::valueOf).toArray(String[]::new));
    assertThat(stub.requests()).extracting(r -> r.records().size()).containsExactly(500, 500, 1);
    assertThat(stub.requests())
        .extracting(KinesisStub.Request::operation)
        .containsOnly("PutRecords");
    assertThat(accepted).hasSize(1001).doesNotHaveDuplicates();
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void shouldSendNothing_whenThereIsNothing() {
    send();
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void shouldSendOnlyRejectedRecordsAgain_withALongerWaitEachTime() {
    stub.willReply(rejecting(THROTTLED, 1, 3), rejecting("InternalFailure", 0));
    send("a", "b", "c", "d");
    assertThat(stub.requests())
        .extracting(KinesisStub.Request::keys)
        .containsExactly(List.of("a", "b", "c", "d"), List.of("b", "d"), List.of("b"));
    assertThat(accepted).containsExactly("a", "c", "d", "b");
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void shouldResetBackoff_whenAllRecordsOfRequestAreAccepted() {
    stub.willReply(rejecting(THROTTLED, 0), accepting(), rejecting(THROTTLED, 0));
    send(IntStream.range(0, 1400).mapToObj(String::valueOf).toArray(String[]::new));
    assertThat(accepted).hasSize(1400);
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Test
  void shouldAddNewRecords_whenRejectedOnesAreSentAgain() {
    stub.willReply(rejecting(THROTTLED, 0, 1));
    send(IntStream.range(0, 502).mapToObj(String::valueOf).toArray(String[]::new));
    assertThat(stub.requests().get(1).keys()).containsExactly("0", "1", "500", "501");
  }

  @Test
  void shouldSendARejectedRecordBeforeTheNextOfItsKey_whenItIsThrottled() {
    stub.willReply(rejecting(THROTTLED, 0));
    sender("MyStream")
        .send(
            List.of(record("a", "1"), record("b", "2"), record("a", "3"), record("a", "4")),
            deadline,
            r -> {});
    assertThat(stub.accepted())
        .extracting(KinesisStub.Record::data)
        .containsExactly("2", "1", "3", "4");
  }

  @Test
  void shouldKeepTheOrderOfEachKey_whenTheStreamThrottles() {
    stub.willReply(
        rejecting(THROTTLED, 0, 2),
        rejecting(THROTTLED, 1),
        failing(400, THROTTLED),
        rejecting(THROTTLED, 0),
        rejecting(THROTTLED, 0, 1, 2));
    List<PutRecordsRequestEntry> ofThreeCustomers =
        IntStream.range(0, 30).mapToObj(i -> record("customer-" + i % 3, "" + (100 + i))).toList();
    sender("MyStream").send(ofThreeCustomers, time.instant().plusSeconds(60), r -> {});
    assertThat(stub.accepted()).hasSize(30);
    assertThat(
            stub.accepted().stream().collect(groupingBy(KinesisStub.Record::partitionKey)).values())
        .hasSize(3)
        .allSatisfy(each -> assertThat(each).extracting(KinesisStub.Record::data).isSorted());
  }

  @Test
  void shouldAcceptAllRecords_withUnconnectedClient() {
    try (KinesisClient unconnected = KinesisClients.unconnected(Region.EU_WEST_1)) {
      RecordSender sender =
          new RecordSender(unconnected, "none", RecordSender.RECORD_BYTES, timing());
      sender.send(records("a"), deadline, r -> accepted.add(r.shardId()));
      sender.send(records("b", "c"), deadline, r -> accepted.add(r.shardId()));
    }
    assertThat(accepted).containsExactly("0", "0", "0");
    assertThat(time.sleeps()).isEmpty();
    assertThat(stub.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, ProvisionedThroughputExceededException",
    "400, KMSThrottlingException",
    "500, InternalFailure",
    "503, ServiceUnavailable",
  })
  void shouldSendRequestAgainAfterOneBackoff_whenErrorIsTransient(int status, String errorCode) {
    stub.willReply(failing(status, errorCode), failing(status, errorCode));
    send("a");
    send("b", "c");
    assertThat(stub.requests())
        .extracting(KinesisStub.Request::keys)
        .containsExactly(List.of("a"), List.of("a"), List.of("a"), List.of("b", "c"));
    assertThat(accepted).containsExactly("a", "b", "c");
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  @Timeout(60)
  void shouldSendRequestAgain_whenResponseNeverCompletes() {
    stub.willReply(trickling());
    KinesisClient impatient = KinesisClients.create(Region.EU_WEST_1, null, Duration.ofSeconds(1));
    try (impatient) {
      new RecordSender(impatient, "MyStream", RecordSender.RECORD_BYTES, timing())
          .send(records("a", "b"), deadline, r -> accepted.add(r.record().partitionKey()));
    }
    assertThat(stub.requests()).hasSizeGreaterThan(1);
    assertThat(accepted).containsExactly("a", "b");
  }

  @Test
  void shouldTimeOutWithinReserveOfProducer_byDefault() {
    assertThat(kinesis.serviceClientConfiguration().overrideConfiguration().apiCallTimeout())
        .contains(KinesisClients.LONGEST_REQUEST);
  }

  @Test
  void shouldSendTheRequestAgain_whenTheConnectionBreaks() {
    stub.willReply(hangingUp());
    send("a", "b");
    assertThat(stub.requests()).hasSize(2);
    assertThat(accepted).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException",
    "ResourceNotFoundException",
    "ValidationException",
    "InvalidArgumentException",
    "KMSAccessDeniedException"
  })
  void shouldFailAtOnce_whenTheRequestCanNeverSucceed(String errorCode) {
    stub.willReply(failing(400, errorCode));
    assertThatExceptionOfType(RecordsNotAcceptedException.class)
        .isThrownBy(() -> send("a", "b"))
        .withMessageStartingWith(
            "stream MyStream refused 2 of 2 records: " + errorCode + " (2): refused");
    assertThat(stub.requests()).hasSize(1);
  }

  @Test
  void shouldSayHowManyAndWhy_whenTheDeadlineIsReached() {
    Instant soon = time.instant().plusSeconds(3);
    stub.willReply(
        rejecting(THROTTLED, 1, 2, 3), rejecting(THROTTLED, 1, 2), failing(500, "InternalFailure"));
    assertThatExceptionOfType(RecordsNotAcceptedException.class)
        .isThrownBy(
            () ->
                sender("MyStream")
                    .send(
                        records("a", "b", "c", "d"),
                        soon,
                        r -> accepted.add(r.record().partitionKey())))
        .withMessage(
            "stream MyStream did not accept 2 of 4 records in time: " + THROTTLED + " (2)");
    assertThat(accepted).containsExactly("a", "b");
    assertThat(time.instant()).isBefore(soon);
  }

  @Test
  void shouldCountWhatWasNotSent_whenTheDeadlineIsReached() {
    stub.willReply(rejecting(THROTTLED, 7));
    assertThatExceptionOfType(RecordsNotAcceptedException.class)
        .isThrownBy(
            () ->
                sender("MyStream")
                    .send(
                        records(
                            IntStream.range(0, 600)
                                .mapToObj(String::valueOf)
                                .toArray(String[]::new)),
                        time.instant(),
                        r -> {}))
        .withMessage(
            "stream MyStream did not accept 101 of 600 records in time: "
                + THROTTLED
                + " (1), not sent (100)");
  }

  @Test
  void shouldSendNothing_whenOneRecordIsTooLarge() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                sender("MyStream")
                    .send(
                        List.of(record("a", "1"), record("b", "x".repeat(1024 * 1024))),
                        deadline,
                        r -> {}))
        .withMessageContaining("record 2 of 2 (partition key 'b')");
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void shouldSendToStreamArn_whenGiven() {
    String arn = "arn:aws:kinesis:eu-west-1:111122223333:stream/MyStream";
    sender(arn).send(records("a"), deadline, r -> {});
    sender(arn).send(records("b", "c"), deadline, r -> {});
    assertThat(stub.accepted()).extracting(KinesisStub.Record::stream).containsOnly(arn).hasSize(3);
  }

  @Test
  void shouldKeepInterruptStatus_whenInterruptedWhileWaiting() {
    stub.willReply(rejecting(THROTTLED, 0));
    Timing interrupted =
        new Timing(
            time,
            attempt -> Duration.ofSeconds(1),
            delay -> {
              throw new InterruptedException();
            });
    RecordSender sender =
        new RecordSender(kinesis, "MyStream", RecordSender.RECORD_BYTES, interrupted);
    assertThatExceptionOfType(RecordsNotAcceptedException.class)
        .isThrownBy(() -> sender.send(records("a", "b"), deadline, r -> {}))
        .withMessageContaining("1 of 2 records");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void shouldWaitRandomTimesWithinALimit_byDefault() {
    Timing system = Timing.system();
    assertThat(IntStream.range(0, 100).mapToObj(i -> system.backoff().computeDelay(3)))
        .allMatch(delay -> delay.compareTo(Duration.ofMillis(200)) < 0)
        .anyMatch(delay -> delay.compareTo(Duration.ofMillis(100)) < 0)
        .anyMatch(delay -> delay.compareTo(Duration.ofMillis(100)) > 0);
    assertThat(IntStream.range(0, 100).mapToObj(i -> system.backoff().computeDelay(1000)))
        .allMatch(delay -> delay.compareTo(Duration.ofSeconds(2)) < 0);
  }

  private void send(String... keys) {
    sender("MyStream").send(records(keys), deadline, r -> accepted.add(r.record().partitionKey()));
  }

  private RecordSender sender(String stream) {
    return new RecordSender(kinesis, stream, RecordSender.RECORD_BYTES, timing());
  }

  private Timing timing() {
    return new Timing(time, ManualTime::backoff, time::sleep);
  }

  private static List<PutRecordsRequestEntry> records(String... keys) {
    return Stream.of(keys).map(key -> record(key, "data-" + key)).toList();
  }

  private static PutRecordsRequestEntry record(String key, String data) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(key)
        .data(SdkBytes.fromUtf8String(data))
        .build();
  }
}

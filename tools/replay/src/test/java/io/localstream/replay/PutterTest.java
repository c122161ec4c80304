package io.localstream.replay;

import static io.localstream.fixtures.KinesisStub.Reply.accepting;
import static io.localstream.fixtures.KinesisStub.Reply.failing;
import static io.localstream.fixtures.KinesisStub.Reply.rejecting;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.localstream.fixtures.KinesisStub;
import io.localstream.fixtures.ManualTime;
import io.localstream.sender.KinesisClients;
import io.localstream.sender.RecordSender;
import io.localstream.sender.Timing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

class PutterTest {
  private static final int MEBIBYTE = 1024 * 1024;

  private final ManualTime time = new ManualTime();
  private final Timing timing = new Timing(time, ManualTime::backoff, time::sleep);
  private final List<Long> progress = new ArrayList<>();
  private Optional<Rate> rate = Optional.empty();
  private BooleanSupplier stopped = () -> false;
  private KinesisStub kinesis;

  @BeforeEach
  void open() throws IOException {
    kinesis = new KinesisStub();
  }

  @AfterEach
  void close() {
    kinesis.close();
  }

  @Test
  void shouldSendAllLinesInOrder_inRequestsOf500() {
    assertThat(put(events(1, 1201), 1)).isInstanceOf(Putter.Completed.class);

    assertThat(kinesis.accepted())
        .extracting(KinesisStub.Record::data)
        .containsExactlyElementsOf(events(1, 1201));
    assertThat(kinesis.requests())
        .extracting(request -> request.records().size())
        .containsExactly(500, 500, 201);
    assertThat(progress).containsExactly(500L, 1000L, 1201L);
  }

  @Test
  void shouldKeepRequestsBelow6Mebibytes_whenLinesAreLarge() {
    String large = "{\"n\":1,\"text\":\"" + "x".repeat(MEBIBYTE - 100) + "\"}";

    put(List.of(large, large, large, large, large, large, large), 1);

    assertThat(kinesis.requests())
        .extracting(request -> request.records().size())
        .containsExactly(6, 1);
  }

  @Test
  void shouldSayWhereToContinue_whenTheStreamRefuses() {
    kinesis.willReply(accepting(), failing(400, "ResourceNotFoundException"));

    Putter.Stopped outcome = (Putter.Stopped) put(events(1, 700), 1);

    assertThat(outcome.from()).isEqualTo(501);
    assertThat(outcome.sentAfter()).isZero();
    assertThat(outcome.why().orElseThrow())
        .startsWith("stream MyStream refused 200 of 200 records: ResourceNotFoundException");
    put(events(1, 700), 501);
    assertThat(kinesis.accepted())
        .extracting(KinesisStub.Record::data)
        .containsExactlyElementsOf(events(1, 700));
  }

  @Test
  void shouldSendAgainWhatWasThrottled_andGiveUpInTime() {
    KinesisStub.Reply[] throttled =
        Stream.generate(() -> rejecting("ProvisionedThroughputExceededException", 0))
            .limit(200)
            .toArray(KinesisStub.Reply[]::new);
    kinesis.willReply(rejecting("ProvisionedThroughputExceededException", 1));
    kinesis.willReply(throttled);

    Putter.Stopped outcome = (Putter.Stopped) put(events(1, 3), 1);

    assertThat(outcome.from()).isEqualTo(2);
    assertThat(outcome.sentAfter()).as("the third was accepted").isOne();
    assertThat(outcome.why().orElseThrow()).contains("did not accept 1 of 3 records in time");
  }

  @Test
  void shouldStopAtALineThatIsNoEvent_whenTheLinesBeforeAreSent() {
    Putter.Stopped outcome = (Putter.Stopped) put(List.of("{\"n\":1}", "hello", "{\"n\":3}"), 1);

    assertThat(outcome.from()).isEqualTo(2);
    assertThat(outcome.why().orElseThrow()).startsWith("line 2 is not an event");
    assertThat(kinesis.accepted())
        .extracting(KinesisStub.Record::data)
        .containsExactly("{\"n\":1}");
  }

  @Test
  void shouldKeepToTheRate() {
    rate = Optional.of(new Rate(100, Duration.ofSeconds(1)));

    put(events(1, 250), 1);

    assertThat(kinesis.requests()).hasSize(25).allMatch(request -> request.records().size() == 10);
    assertThat(time.sleeps().stream().reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofMillis(2400));
  }

  @Test
  void shouldSayWhereToContinue_whenItIsAskedToStop() {
    rate = Optional.of(new Rate(1, Duration.ofMinutes(1)));
    stopped = () -> time.sleeps().size() == 10;

    Putter.Stopped outcome = (Putter.Stopped) put(events(1, 3), 1);

    assertThat(outcome).isEqualTo(new Putter.Stopped(2, Optional.empty(), 0));
    assertThat(time.sleeps().stream().reduce(Duration.ZERO, Duration::plus))
        .as("it looks often whether it is asked to stop")
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(kinesis.accepted()).hasSize(1);
  }

  private Putter.Outcome put(List<String> lines, long from) {
    byte[] file = lines.stream().collect(Collectors.joining("\n")).getBytes(UTF_8);
    try (KinesisClient client = KinesisClients.create(Region.EU_WEST_1);
        LineReader reader = LineReader.of(new ByteArrayInputStream(file))) {
      reader.skipTo(from);
      RecordSender sender = new RecordSender(client, "MyStream", 2 * MEBIBYTE, timing);
      return new Putter(sender, timing, rate, stopped, progress::add)
          .put(
              reader,
              new LineParser(
                  lines.get(0).length() > 1000 ? Optional.empty() : key(), false, 2 * MEBIBYTE));
    }
  }

  private static Optional<JsonPointer> key() {
    return Optional.of(JsonPointer.compile("/n"));
  }

  private static List<String> events(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj("{\"n\":%d}"::formatted).toList();
  }
}

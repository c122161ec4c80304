package io.kinesispipeline.local.source;

import static io.kinesispipeline.local.source.ScriptedFunction.FAILED;
import static io.kinesispipeline.local.source.ScriptedFunction.SUCCEEDED;
import static io.kinesispipeline.local.source.TestMapping.mapping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kinesispipeline.local.destination.FailureDestinations;
import io.kinesispipeline.local.lambda.InvocationResult;
import io.kinesispipeline.local.metric.Metrics;
import io.kinesispipeline.local.metric.RecordedMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;

class EventSourceTest {
  private static final String BUCKET = "arn:aws:s3:::failures";

  private final ScriptedFunction function = new ScriptedFunction();
  private final RecordedListener listener = new RecordedListener();
  private final RecordedMetrics metrics = new RecordedMetrics();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final List<EventSource> started = new ArrayList<>();
  private ScriptedKinesis kinesis = new ScriptedKinesis("a");

  @TempDir Path folder;

  private EventSource start(TestMapping mapping) {
    EventSource source =
        EventSource.start(
            mapping.build(),
            TestMapping.STREAM,
            TestMapping.FUNCTION,
            new EventSource.Services(
                kinesis,
                function,
                new FailureDestinations(
                    folder, Clock.systemUTC(), TestMapping.access(), Metrics.NONE),
                listener,
                metrics.metrics(),
                notices::add,
                new Random(1),
                Clock.systemUTC()));
    started.add(source);
    return source;
  }

  @BeforeAll
  static void allowForABusyMachine() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  @AfterAll
  static void restoreTheDefault() {
    Awaitility.reset();
  }

  @AfterEach
  void close() {
    started.forEach(EventSource::close);
  }

  @Test
  void shouldProcessAllRecordsOfAllShardsInOrder_whenItBeginsAtTheTrimHorizon() {
    kinesis = new ScriptedKinesis("a", "b", "c");
    List<String> inA = List.of(put("a", "a1"), put("a", "a2"), put("a", "a3"));
    put("b", "b1");
    put("c", "c1");

    start(mapping());

    await().untilAsserted(() -> assertThat(listener.consumed).hasSize(5));
    assertThat(function.received()).containsExactlyInAnyOrder("a1", "a2", "a3", "b1", "c1");
    assertThat(listener.consumed).containsSubsequence(inA);
    assertThat(listener.delivered).containsExactlyInAnyOrderElementsOf(listener.consumed);
  }

  @Test
  void shouldBeginWhenItIsCreatedNotAtTheFirstPoll_whenItBeginsAtTheLatest() {
    put("a", "before");
    start(mapping().latest());
    put("a", "after");

    await().untilAsserted(() -> assertThat(function.received()).containsExactly("after"));
  }

  @Test
  void shouldNotMoveOn_whenTheLatestIteratorExpiresBeforeTheFirstRecord() {
    put("a", "before", Instant.now().minusSeconds(1));
    start(mapping().latest());
    kinesis.expireIterators();
    put("a", "after");

    await().untilAsserted(() -> assertThat(function.received()).containsExactly("after"));
  }

  @Test
  void shouldBeginAtTheTimestamp_whenTheMappingHasOne() {
    Instant timestamp = Instant.now();
    put("a", "before", timestamp.minusMillis(1));
    put("a", "at", timestamp);

    start(mapping().atTimestamp(timestamp));

    await().untilAsserted(() -> assertThat(function.received()).containsExactly("at"));
  }

  @Test
  void shouldDrainTheParentBeforeItsChildrenAndReadThemWhole_whenAShardSplits() {
    AtomicInteger failures = new AtomicInteger(2);
    function.handle(data -> failures.getAndDecrement() > 0 ? FAILED : SUCCEEDED);
    start(mapping().latest());
    put("a", "parent");
    kinesis.split("a", "left", "right");
    put("left", "left");
    put("right", "right");

    await().untilAsserted(() -> assertThat(listener.consumed).hasSize(3));
    assertThat(function.received())
        .startsWith("parent", "parent", "parent")
        .containsOnlyOnce("left", "right");
  }

  @Test
  void shouldDrainBothParentsBeforeTheirChild_whenShardsMerge() {
    kinesis = new ScriptedKinesis("a", "b");
    put("a", "a1");
    put("b", "b1");
    kinesis.merge("a", "b", "child");
    put("child", "child1");

    start(mapping());

    await().untilAsserted(() -> assertThat(listener.consumed).hasSize(3));
    assertThat(function.received()).endsWith("child1");
  }

  @Test
  void shouldBeginTheChildrenLater_whenTheyCannotBeListedAtOnce() {
    start(mapping());
    kinesis.failLists(1, () -> SdkClientException.create("Connection refused"));
    kinesis.split("a", "left", "right");
    put("left", "left");

    await().untilAsserted(() -> assertThat(function.received()).containsExactly("left"));
    assertThat(notices)
        .containsExactly(
            "Cannot list the shards of the stream lambda-stream: Connection refused;"
                + " trying again until it works");
  }

  @Test
  void shouldGoOnAfterTheLastFetchedRecord_whenTheIteratorExpires() {
    put("a", "1");
    start(mapping());
    await().until(() -> listener.consumed.size() == 1);

    kinesis.expireIterators();
    put("a", "2");

    await().until(() -> listener.consumed.size() == 2);
    assertThat(function.received()).containsExactly("1", "2");
    assertThat(notices).isEmpty();
  }

  @Test
  void shouldReadOnAndGiveOneNoticeAnEpisode_whenReadsAreThrottledOrFail() {
    start(mapping());
    fail("a", ProvisionedThroughputExceededException.builder().message("Rate exceeded").build());
    await().until(() -> listener.consumed.size() == 1);
    fail("a", SdkClientException.create("Connection refused"));
    await().until(() -> listener.consumed.size() == 2);
    fail("a", KinesisException.builder().statusCode(500).message("Internal failure").build());
    await().until(() -> listener.consumed.size() == 3);

    assertThat(notices)
        .hasSize(3)
        .allMatch(notice -> notice.startsWith("Cannot read a of the stream lambda-stream: "));
    assertThat(notices.get(1)).contains("Connection refused");
  }

  /** The next three reads fail; then there is a record. */
  private void fail(String shardId, RuntimeException failure) {
    kinesis.failReads(shardId, 3, () -> failure);
    put(shardId, "record");
  }

  @Test
  void shouldNotDelayAShard_whenAnotherCannotBeReadOrItsRecordsFail() {
    kinesis = new ScriptedKinesis("unreadable", "poisoned", "good");
    kinesis.failReads(
        "unreadable", Integer.MAX_VALUE, () -> SdkClientException.create("Connection refused"));
    function.handle(data -> data.contains("poison") ? FAILED : SUCCEEDED);
    put("poisoned", "poison");
    start(mapping());
    await().until(() -> function.received().contains("poison"));

    String good = put("good", "good");

    await().untilAsserted(() -> assertThat(listener.consumed).containsExactly(good));
  }

  @Test
  void shouldReadNothing_whenTheMappingIsDisabled() {
    put("a", "1");
    EventSource source = start(mapping().disabled());
    source.close();

    assertThat(kinesis.requests()).isZero();
    assertThat(function.received()).isEmpty();
  }

  @Test
  void shouldPassFilteredRecordsAsConsumedButNotDeliverThem() {
    put("a", "{\"type\":\"sell\"}");
    String buy = put("a", "{\"type\":\"buy\"}");
    put("a", "not JSON");

    start(mapping().filters("{\"data\":{\"type\":[\"buy\"]}}"));

    await().untilAsserted(() -> assertThat(listener.consumed).containsExactly("1", "2", "3"));
    assertThat(listener.delivered).containsExactly(buy);
  }

  @Test
  void shouldKeepDiscardedRecordsInTheDestination_whenThereIsOne() throws IOException {
    function.handle(data -> FAILED);
    String poison = put("a", "poison");

    start(mapping().maximumRetryAttempts(0).onFailure(BUCKET));

    await().untilAsserted(() -> assertThat(listener.kept).containsExactly(poison));
    try (Stream<Path> files = Files.walk(folder.resolve("failures/aws/lambda"))) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
    assertThat(listener.consumed).isEmpty();
    assertThat(listener.dropped).isEmpty();
    assertThat(measured("OnFailureDestinationDeliveredEventCount")).containsExactly(1.0);
    assertThat(measured("DroppedEventCount")).isEmpty();
  }

  @Test
  void shouldTellThatDiscardedRecordsAreLost_whenThereIsNoDestination() {
    function.handle(data -> FAILED);
    String poison = put("a", "poison");

    start(mapping().maximumRetryAttempts(0));

    await().untilAsserted(() -> assertThat(listener.dropped).containsExactly(poison));
    assertThat(listener.kept).isEmpty();
    assertThat(measured("DroppedEventCount")).containsExactly(1.0);
  }

  @Test
  void shouldDeliverLaterAndGiveOneNotice_whenTheDestinationFailsForAWhile() throws IOException {
    Path blocker = Files.writeString(folder.resolve("failures"), "in the bucket's place");
    function.handle(data -> data.contains("poison") ? FAILED : SUCCEEDED);
    String poison = put("a", "poison");
    start(mapping().batchSize(1).maximumRetryAttempts(0).onFailure(BUCKET));
    put("a", "next");
    await().until(() -> !notices.isEmpty());
    assertThat(listener.consumed).isEmpty();

    Files.delete(blocker);

    await().untilAsserted(() -> assertThat(listener.consumed).hasSize(1));
    assertThat(listener.kept).containsExactly(poison);
    assertThat(measured("DroppedEventCount")).isNotEmpty().containsOnly(1.0);
    assertThat(notices).hasSize(1);
    assertThat(notices.get(0)).startsWith("Cannot deliver discarded records to " + BUCKET + ": ");
  }

  @Test
  void shouldNotTellThatRecordsWereDelivered_whenTheInvocationWasThrottled() {
    AtomicInteger throttles = new AtomicInteger(3);
    function.handle(
        data -> throttles.getAndDecrement() > 0 ? new InvocationResult.Throttled() : SUCCEEDED);
    String record = put("a", "1");

    start(mapping().maximumRetryAttempts(0));

    await().untilAsserted(() -> assertThat(listener.consumed).containsExactly(record));
    assertThat(listener.delivered).containsExactly(record);
    assertThat(measured("PolledEventCount")).containsExactly(1.0);
    assertThat(measured("InvokedEventCount")).containsExactly(1.0, 1.0, 1.0, 1.0);
    assertThat(measured("FailedInvokeEventCount")).containsExactly(1.0, 1.0, 1.0, 0.0);
  }

  @Test
  void shouldLetTheInvocationUnderWayEndAndStopReading_whenClosed() throws InterruptedException {
    CountDownLatch invoked = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    function.handle(
        data -> {
          invoked.countDown();
          mayEnd.await();
          return SUCCEEDED;
        });
    String record = put("a", "1");
    EventSource source = start(mapping().batchSize(1));
    put("a", "2");
    await().until(() -> invoked.getCount() == 0);

    Thread closing = new Thread(source::close);
    closing.start();
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
    mayEnd.countDown();
    closing.join();

    assertThat(listener.consumed).containsExactly(record);
    assertThat(function.received()).as("nothing new is started").containsExactly("1");
    await().untilAsserted(() -> assertThat(eventSourceThreads()).isEmpty());
  }

  @Test
  void shouldNotWaitForTheInvocation_whenClosingIsInterrupted() throws InterruptedException {
    CountDownLatch invoked = new CountDownLatch(1);
    function.handle(
        data -> {
          invoked.countDown();
          new CountDownLatch(1).await();
          return SUCCEEDED;
        });
    put("a", "1");
    EventSource source = start(mapping());
    await().until(() -> invoked.getCount() == 0);

    Thread closing = new Thread(source::close);
    closing.start();
    closing.interrupt();
    closing.join();

    await().untilAsserted(() -> assertThat(eventSourceThreads()).isEmpty());
    assertThat(listener.consumed).isEmpty();
    assertThat(source.failure()).isNotDone();
  }

  private static List<String> eventSourceThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("event source of"))
        .toList();
  }

  @Test
  void shouldSurfaceTheFailure_whenSomethingUnexpectedIsThrown() {
    RuntimeException unexpected = new IllegalStateException("A defect");
    function.handle(
        data -> {
          throw unexpected;
        });
    put("a", "1");

    EventSource source = start(mapping());

    await().until(() -> source.failure().isDone());
    assertThat(source.failure().join()).isSameAs(unexpected);
    assertThat(notices)
        .containsExactly(
            "The event source of lambda-stream broke: java.lang.IllegalStateException: A defect");
    assertThat(listener.consumed).isEmpty();
  }

  @Test
  void shouldRefuseToStart_whenAFilterOrTheDestinationIsNotValid() {
    assertThatIllegalArgumentException().isThrownBy(() -> start(mapping().filters("{}}")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start(mapping().onFailure("kafka://topic")));
    assertThat(kinesis.requests()).isZero();
  }

  @Test
  void shouldSayWhichStream_whenItCannotBeReadAtCreation() {
    kinesis.failLists(1, () -> SdkClientException.create("Connection refused"));

    assertThatThrownBy(() -> start(mapping()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot read the stream lambda-stream: Connection refused");
  }

  private List<Double> measured(String metric) {
    return metrics.values(metric, Map.of("EventSourceMappingUUID", mapping().build().uuid()));
  }

  private String put(String shardId, String data) {
    return kinesis.put(shardId, data);
  }

  private void put(String shardId, String data, Instant arrival) {
    kinesis.put(shardId, data, arrival);
  }
}

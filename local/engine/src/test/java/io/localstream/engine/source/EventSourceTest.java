package io.localstream.engine.source;

import static io.localstream.engine.source.ScriptedFunction.SUCCEEDED;
import static io.localstream.engine.source.TestMapping.mapping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.localstream.engine.lifecycle.StartException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Tests how an event source starts, ends and fails. */
class EventSourceTest extends EventSourceFixture {
  @Test
  void shouldReadNothing_whenTheMappingIsDisabled() {
    put("a", "1");
    EventSource source = start(mapping().disabled());
    source.close();

    assertThat(kinesis.requests()).isZero();
    assertThat(function.received()).isEmpty();
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
    await().until(source::isClosing);
    mayEnd.countDown();
    closing.join();

    assertThat(listener.consumed).containsExactly(record);
    assertThat(function.received()).as("nothing new is started").containsExactly("1");
    await().untilAsserted(() -> assertThat(eventSourceThreads()).isEmpty());
  }

  @Test
  void shouldCheckpointWhatWasUnderWayAndSendNothing_whilePaused() {
    CountDownLatch invoked = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    function.handle(
        data -> {
          invoked.countDown();
          mayEnd.await();
          return SUCCEEDED;
        });
    String first = put("a", "1");
    EventSource source = start(mapping().batchSize(1));
    String second = put("a", "2");
    await().until(() -> invoked.getCount() == 0);

    source.pause();
    await().until(() -> listener.pauses.equals(List.of(true)));
    mayEnd.countDown();
    await().until(() -> listener.consumed.contains(first));
    source.pause();
    assertThat(function.received()).containsExactly("1");

    source.resume();
    await().until(() -> listener.consumed.contains(second));
    assertThat(function.received()).containsExactly("1", "2");
    assertThat(listener.pauses).containsExactly(true, false);
  }

  private static List<String> eventSourceThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("event source of"))
        .toList();
  }

  @Test
  void shouldNotWaitForTheInvocation_whenClosedWithoutWaiting() {
    EventSource source = startAnEndlessInvocation();

    source.close(false);

    assertInterrupted(source);
  }

  @Test
  void shouldNotWaitForTheInvocation_whenClosingIsInterrupted() throws InterruptedException {
    EventSource source = startAnEndlessInvocation();

    Thread closing = new Thread(source::close);
    closing.start();
    closing.interrupt();
    closing.join();

    assertInterrupted(source);
  }

  private EventSource startAnEndlessInvocation() {
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
    return source;
  }

  private void assertInterrupted(EventSource source) {
    await().untilAsserted(() -> assertThat(eventSourceThreads()).isEmpty());
    assertThat(listener.consumed).isEmpty();
    assertThat(source.failure()).isNotDone();
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
  void shouldRefuseToStart_whenItIsToBeginInTheFuture() {
    Instant later = Instant.now().plusSeconds(3600);

    assertThatThrownBy(() -> start(mapping().atTimestamp(later)))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "The mapping of myfunction on lambda-stream: StartingPositionTimestamp must not be in"
                + " the future, was "
                + later);
    assertThat(kinesis.requests()).isZero();
  }

  @Test
  void shouldSayWhichStream_whenItCannotBeReadAtCreation() {
    kinesis.failLists(1, () -> SdkClientException.create("Connection refused"));

    assertThatThrownBy(() -> start(mapping()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot read the stream lambda-stream: Connection refused");
  }
}

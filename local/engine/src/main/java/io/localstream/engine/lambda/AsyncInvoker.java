package io.localstream.engine.lambda;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.records.ScheduledWait;
import io.localstream.engine.time.EngineClock;
import io.localstream.engine.time.EngineTimer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Invokes functions asynchronously, as Lambda does for EventBridge: an event is queued, a failed
 * one is tried again, and what fails for good goes to the function's on-failure destination.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html">Invoking a
 *     function asynchronously</a>
 */
public final class AsyncInvoker implements AutoCloseable {
  private final LambdaHost host;
  private final BiConsumer<Deployment.Function, String> deadLetters;
  private final double timeScale;
  private final EngineClock clock;
  private final EngineTimer timer;
  private final ExecutorService workers;
  private final AtomicInteger pending = new AtomicInteger();
  private final Map<String, ScheduledWait> retries = new ConcurrentHashMap<>();

  /**
   * An invoker with empty queues.
   *
   * @param host runs the functions
   * @param deadLetters takes what failed for good: the function, which has a destination, and the
   *     message; an exception says that the destination does not take it
   * @param timeScale factor on the delays before retries, 0 or more: 1 is as on AWS
   * @param clock tells the time, and when a retry is due
   */
  public AsyncInvoker(
      LambdaHost host,
      BiConsumer<Deployment.Function, String> deadLetters,
      double timeScale,
      EngineClock clock) {
    this.host = host;
    this.deadLetters = deadLetters;
    this.timeScale = timeScale;
    this.clock = clock;
    this.timer = host.background().timer("timer of asynchronous invocations", clock);
    this.workers = host.background().workers("asynchronous invocation");
  }

  /**
   * Queues an event.
   *
   * @param functionName the function's name
   * @param payload the event, JSON in UTF-8
   * @return the request id, the same for all attempts
   * @throws IllegalArgumentException when there is no such function
   * @throws RejectedExecutionException when this is closed
   */
  public String invokeAsync(String functionName, byte[] payload) {
    String requestId = UUID.randomUUID().toString();
    AsyncEvent event =
        new AsyncEvent(host.function(functionName), requestId, payload, clock.instant());
    pending.incrementAndGet();
    begin(event);
    return requestId;
  }

  /**
   * How many events are neither processed nor given up yet.
   *
   * @return 0 when nothing is left to wait for
   */
  public int pending() {
    return pending.get();
  }

  /**
   * The attempts that wait for their time.
   *
   * @return the next one of each event that waits
   */
  public List<ScheduledWait> retries() {
    return List.copyOf(retries.values());
  }

  private void begin(AsyncEvent event) {
    try {
      clock.run(workers, () -> attempt(event));
    } catch (RejectedExecutionException e) {
      pending.decrementAndGet();
      throw e;
    }
  }

  /** The event stays pending only if it is to be tried again. */
  private void attempt(AsyncEvent event) {
    retries.remove(event.requestId());
    boolean again = false;
    try {
      again = process(event).filter(this::retryLater).isPresent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (HostClosedException e) {
      // The run is ending, and does not wait for this event any more.
    } finally {
      if (!again) {
        pending.decrementAndGet();
      }
    }
  }

  /** What is to be tried again, if anything. */
  private Optional<AsyncEvent> process(AsyncEvent event) throws InterruptedException {
    if (event.expired(clock.instant())) {
      giveUp(event, "EventAgeExceeded");
      return Optional.empty();
    }
    InvocationResult result = invoke(event);
    if (result instanceof InvocationResult.Succeeded) {
      return Optional.empty();
    }
    AsyncEvent failed =
        result instanceof InvocationResult.Failed failure
            ? event.failed(failure)
            : event.throttled();
    if (failed.exhausted()) {
      giveUp(failed, "RetriesExhausted");
      return Optional.empty();
    }
    return Optional.of(failed);
  }

  /** A function that could not be run is tried again as a throttled one. */
  private InvocationResult invoke(AsyncEvent event) throws InterruptedException {
    try {
      return host.invoke(event.function().name(), event.payload(), event.requestId());
    } catch (UncheckedIOException e) {
      return new InvocationResult.Throttled();
    }
  }

  /** Whether it will be: not once this is closed. */
  private boolean retryLater(AsyncEvent event) {
    long nanos = (long) (event.delay().toNanos() * timeScale);
    retries.put(
        event.requestId(),
        new ScheduledWait(
            "%s: attempt %d"
                .formatted(event.function().name(), event.attempts() + event.throttles() + 1),
            clock.instant().plusNanos(nanos)));
    try {
      timer.after(Duration.ofNanos(nanos), () -> begin(event));
      return true;
    } catch (RejectedExecutionException e) {
      retries.remove(event.requestId());
      return false;
    }
  }

  private void giveUp(AsyncEvent event, String condition) {
    Instant now = clock.instant();
    Optional<String> destination = event.function().asyncInvocation().onFailure();
    try {
      destination.ifPresent(
          arn ->
              deadLetters.accept(event.function(), InvocationRecord.json(event, condition, now)));
    } catch (RuntimeException e) {
      // As on Lambda, the event is gone, and only this metric tells of it.
      host.metrics(event.function().name()).count("DestinationDeliveryFailures", 1);
    }
  }

  /** Stops; what waits for its next attempt is not tried again, and no longer pending. */
  @Override
  public void close() {
    pending.addAndGet(-timer.stop());
    workers.shutdownNow();
  }
}

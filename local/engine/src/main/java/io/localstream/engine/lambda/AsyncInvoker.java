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
 * Invokes functions asynchronously, as Lambda does for EventBridge: it queues events, retries
 * failed ones, and sends those that exhaust their retries to the function's on-failure destination.
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
   * Creates an invoker with empty queues.
   *
   * @param host runs the functions
   * @param deadLetters receives each event that exhausted its retries: the function, which has a
   *     destination, and the message; throws an exception if the destination does not accept it
   * @param timeScale the factor for the delays before retries, 0 or more; with 1, they are the
   *     delays of AWS
   * @param clock the clock of the run
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
   * @param payload the event, JSON in UTF-8
   * @return the request ID, the same for all attempts
   * @throws IllegalArgumentException if there is no such function
   * @throws RejectedExecutionException if this invoker is closed
   */
  public String invokeAsync(String functionName, byte[] payload) {
    String requestId = UUID.randomUUID().toString();
    AsyncEvent event =
        new AsyncEvent(host.function(functionName), requestId, payload, clock.instant());
    pending.incrementAndGet();
    begin(event);
    return requestId;
  }

  /** Returns the number of events that are neither processed nor discarded. */
  public int pending() {
    return pending.get();
  }

  /** Returns the scheduled retries. */
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

  /** Invokes the function once. The event stays pending if a retry is scheduled. */
  private void attempt(AsyncEvent event) {
    retries.remove(event.requestId());
    boolean again = false;
    try {
      again = process(event).filter(this::retryLater).isPresent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (HostClosedException e) {
      // The run is ending, and does not wait for this event.
    } finally {
      if (!again) {
        pending.decrementAndGet();
      }
    }
  }

  /** Returns the event to retry; empty if it is processed or discarded. */
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

  /** Treats a function whose process cannot start as throttled. */
  private InvocationResult invoke(AsyncEvent event) throws InterruptedException {
    try {
      return host.invoke(event.function().name(), event.payload(), event.requestId());
    } catch (UncheckedIOException e) {
      return new InvocationResult.Throttled();
    }
  }

  /** Schedules a retry. Returns false if this invoker is closed. */
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
              deadLetters.accept(
                  event.function(), AsyncInvocationRecord.json(event, condition, now)));
    } catch (RuntimeException e) {
      // As on Lambda, the event is lost, and this metric is the only sign.
      host.metrics(event.function().name()).count("DestinationDeliveryFailures", 1);
    }
  }

  /** Stops the invoker and drops scheduled retries. */
  @Override
  public void close() {
    pending.addAndGet(-timer.stop());
    workers.shutdownNow();
  }
}

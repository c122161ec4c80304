package io.localstream.engine.inspection;

import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.inspection.InvocationSnapshot.Outcome;
import io.localstream.engine.lambda.InvocationListener;
import io.localstream.engine.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Keeps the last invocations, and log events with the invocation that they belong to. Thread-safe.
 */
final class FunctionHistory implements InvocationListener {
  private static final int LONGEST_ERROR = 2_000;

  private final Clock clock;
  private final RecentItems<String, InvocationSnapshot> invocations;
  private final RecentItems<Long, LogSnapshot> logs;
  private final AtomicLong logKeys = new AtomicLong();
  private final Map<String, String> requestOfStream = new ConcurrentHashMap<>();

  FunctionHistory(int most, Clock clock, AtomicLong changes) {
    this.clock = clock;
    this.invocations = new RecentItems<>(most, Long.MAX_VALUE, invocation -> 0, changes);
    this.logs =
        new RecentItems<>(
            most, RecordHistory.MOST_BYTES, event -> event.message().length(), changes);
  }

  @Override
  public void started(String functionName, String requestId, String logStream) {
    requestOfStream.put(logStream, requestId);
    InvocationSnapshot started =
        new InvocationSnapshot(
            0,
            functionName,
            requestId,
            logStream,
            clock.instant(),
            Outcome.UNDER_WAY,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    invocations.change(requestId, started, same -> same);
  }

  @Override
  public void ended(
      String functionName,
      String requestId,
      InvocationResult result,
      Duration duration,
      Optional<Duration> coldStart) {
    requestOfStream.values().remove(requestId);
    Optional<String> error =
        result instanceof InvocationResult.Failed failed
            ? Optional.of(text(failed))
            : Optional.empty();
    invocations
        .get(requestId)
        .ifPresent(
            started ->
                invocations.change(
                    requestId,
                    started,
                    same ->
                        new InvocationSnapshot(
                            0,
                            functionName,
                            requestId,
                            started.logStream(),
                            started.started(),
                            error.isPresent() ? Outcome.FAILED : Outcome.SUCCEEDED,
                            Optional.of(duration),
                            coldStart,
                            error)));
  }

  private static String text(InvocationResult.Failed failed) {
    int length = Math.min(failed.payload().length, LONGEST_ERROR);
    return new String(failed.payload(), 0, length, StandardCharsets.UTF_8);
  }

  void logged(LogEvent event) {
    LogSnapshot snapshot =
        new LogSnapshot(
            0,
            event.time(),
            event.function().name(),
            event.stream(),
            Optional.ofNullable(requestOfStream.get(event.stream())),
            event.platform(),
            event.level(),
            event.message());
    logs.change(logKeys.incrementAndGet(), snapshot, same -> same);
  }

  List<InvocationSnapshot> invocations(
      long change, Predicate<InvocationSnapshot> filter, int limit) {
    return invocations.after(change, filter, limit);
  }

  List<LogSnapshot> logs(long change, Predicate<LogSnapshot> filter, int limit) {
    return logs.after(change, filter, limit);
  }
}

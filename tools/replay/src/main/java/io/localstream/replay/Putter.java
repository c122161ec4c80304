package io.localstream.replay;

import io.localstream.sender.RecordSender;
import io.localstream.sender.RecordsNotAcceptedException;
import io.localstream.sender.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Sends lines to a stream in their order, and knows where to continue if it has to stop. */
final class Putter {
  /** The time limit for sending the records of one chunk. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The longest sleep, after which the putter checks for a request to stop. */
  private static final Duration LONGEST_SLEEP = Duration.ofMillis(200);

  private final RecordSender sender;
  private final Timing timing;
  private final Optional<Rate> rate;
  private final BooleanSupplier stopped;
  private final LongConsumer progress;
  private long sent;

  /** The end of a put. */
  sealed interface Outcome {}

  /** All lines were sent. */
  record Completed() implements Outcome {}

  /**
   * The put stopped before the end.
   *
   * @param from the number of the first line that was not sent
   * @param why the reason, a sentence; empty after a request to stop
   * @param sentAfter the number of records after {@code from} that the stream has accepted
   */
  record Stopped(long from, Optional<String> why, int sentAfter) implements Outcome {}

  /**
   * Creates a putter.
   *
   * @param stopped whether to stop before the next chunk
   * @param progress receives the number of records sent so far
   */
  Putter(
      RecordSender sender,
      Timing timing,
      Optional<Rate> rate,
      BooleanSupplier stopped,
      LongConsumer progress) {
    this.sender = sender;
    this.timing = timing;
    this.rate = rate;
    this.stopped = stopped;
    this.progress = progress;
  }

  /** Returns the number of records that the stream has accepted. */
  long sent() {
    return sent;
  }

  /** Sends the remaining lines of the reader. */
  Outcome put(LineReader reader, LineParser parser) {
    Instant start = timing.clock().instant();
    long begun = 0;
    while (true) {
      Chunk chunk = Chunk.read(reader, parser, rate.map(Rate::slice).orElse(Integer.MAX_VALUE));
      if (chunk.isEnd()) {
        return new Completed();
      }
      if (!chunk.records().isEmpty()) {
        if (!waitUntilDue(start, begun)) {
          return new Stopped(chunk.lines().get(0), Optional.empty(), 0);
        }
        begun += chunk.records().size();
        Optional<Stopped> failed = send(chunk);
        if (failed.isPresent()) {
          return failed.get();
        }
      }
      if (chunk.refusal().isPresent()) {
        RefusedLineException refusal = chunk.refusal().get();
        return new Stopped(refusal.line(), Optional.of(refusal.getMessage()), 0);
      }
    }
  }

  /** Returns false if there is a request to stop. */
  private boolean waitUntilDue(Instant start, long index) {
    Instant due = start.plus(rate.map(r -> r.due(index)).orElse(Duration.ZERO));
    try {
      while (!stopped.getAsBoolean()) {
        Duration left = Duration.between(timing.clock().instant(), due);
        if (left.isNegative() || left.isZero()) {
          return true;
        }
        timing.sleeper().sleep(left.compareTo(LONGEST_SLEEP) < 0 ? left : LONGEST_SLEEP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private Optional<Stopped> send(Chunk chunk) {
    // By identity: two lines can be equal.
    Set<PutRecordsRequestEntry> accepted = Collections.newSetFromMap(new IdentityHashMap<>());
    try {
      sender.send(
          chunk.records(),
          timing.clock().instant().plus(PATIENCE),
          record -> {
            accepted.add(record.record());
            sent++;
          });
      progress.accept(sent);
      return Optional.empty();
    } catch (RecordsNotAcceptedException e) {
      int first = 0;
      while (accepted.contains(chunk.records().get(first))) {
        first++;
      }
      return Optional.of(
          new Stopped(
              chunk.lines().get(first), Optional.of(e.getMessage()), accepted.size() - first));
    }
  }
}

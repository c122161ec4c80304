package io.localstream.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.source.Command.Checkpoint;
import io.localstream.engine.source.Command.Discard;
import io.localstream.engine.source.Command.DiscardCondition;
import io.localstream.engine.source.Command.Fetch;
import io.localstream.engine.source.Command.Invoke;
import io.localstream.engine.source.SimulatedRecords.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** One shard of a {@link SimulatedStream}. Checks what its consumer does. */
final class SimulatedShard {
  private static final Duration READ_LIMIT = Duration.ofMillis(200);

  private final Shard description;
  private final int low;
  private final int high;
  private final EventSourceMapping mapping;
  private final Duration maximumAge;
  private final SimulatedRecords ledger;
  private final Random random;
  private final ShardConsumer consumer;
  private final List<StreamRecord> records = new ArrayList<>();
  private final List<Command> underWay = new ArrayList<>();
  private int fetched;
  private int checkpointed;
  private boolean closed;
  private boolean begun;
  private boolean drained;
  private Instant lastFetch = Instant.EPOCH;

  SimulatedShard(
      Shard description,
      int low,
      int high,
      EventSourceMapping mapping,
      SimulatedRecords ledger,
      Random random) {
    this.description = description;
    this.low = low;
    this.high = high;
    this.mapping = mapping;
    this.ledger = ledger;
    this.random = random;
    maximumAge =
        Stream.concat(mapping.maximumRecordAge().stream(), Stream.of(SimulatedStream.RETENTION))
            .min(Duration::compareTo)
            .orElseThrow();
    consumer = new ShardConsumer(mapping, SimulatedStream.RETENTION, random);
  }

  void put(StreamRecord record) {
    records.add(record);
  }

  void close() {
    closed = true;
  }

  /** Begins to read this shard. All records of its parents must be done. */
  void begin(List<SimulatedShard> shards) {
    begun = true;
    shards.stream()
        .filter(shard -> parents().contains(shard.id()))
        .forEach(
            parent -> {
              assertThat(parent.isClosed()).isTrue();
              assertThat(ledger.of(parent.records)).allMatch(Entry::isFinished);
            });
  }

  private List<String> parents() {
    return Stream.of(description.parentShardId(), description.adjacentParentShardId())
        .filter(parent -> parent != null)
        .toList();
  }

  /** Starts and checks what is due; returns whether the shard is drained now. */
  boolean startWhatIsDue(Instant now) {
    for (Command command : consumer.next(now)) {
      if (command instanceof Checkpoint checkpoint) {
        check(checkpoint);
      } else if (command instanceof Fetch) {
        assertThat(Duration.between(lastFetch, now)).isGreaterThanOrEqualTo(READ_LIMIT);
        lastFetch = now;
        underWay.add(command);
      } else if (command instanceof Invoke invoke) {
        check(invoke, now);
        underWay.add(command);
      } else if (command instanceof Discard discard) {
        check(discard, now);
        underWay.add(command);
      }
    }
    checkConcurrency();
    due(consumer).ifPresent(due -> assertThat(due).isAfter(now));
    drained = consumer.isDrained();
    return drained;
  }

  private void check(Checkpoint checkpoint) {
    List<StreamRecord> processed = new ArrayList<>();
    int before = checkpointed;
    StreamRecord record;
    do {
      record = records.get(checkpointed++);
      Entry entry = ledger.of(record);
      assertThat(entry.isFinished()).as("the checkpoint passes only what is done").isTrue();
      assertThat(entry.checkpointed).isFalse();
      entry.checkpointed = true;
      if (entry.processed) {
        processed.add(record);
      }
    } while (!record.sequenceNumber().equals(checkpoint.sequenceNumber()));
    assertThat(checkpointed).as("the checkpoint never moves back").isGreaterThan(before);
    assertThat(checkpoint.processed()).isEqualTo(processed);
  }

  private void check(Invoke invoke, Instant now) {
    List<StreamRecord> batch = invoke.batch().records();
    assertThat(batch).hasSizeBetween(1, mapping.batchSize());
    assertThat(InvocationEvent.bytes(batch)).isLessThanOrEqualTo(InvocationEvent.MAXIMUM_BYTES);
    assertThat(records).containsSubsequence(batch);
    assertThat(batch).allMatch(StreamRecord::selected);
    ledger.requireOrder(batch);
    for (Entry entry : ledger.of(batch)) {
      assertThat(entry.isFinished()).as("sent after it was done").isFalse();
      assertThat(Duration.between(entry.record.arrival(), now)).isLessThanOrEqualTo(maximumAge);
      if (mapping.maximumRetryAttempts() >= 0) {
        assertThat(entry.failures).isLessThanOrEqualTo(mapping.maximumRetryAttempts());
      }
    }
  }

  private void check(Discard discard, Instant now) {
    List<StreamRecord> batch = discard.batch().records();
    ledger.requireOrder(batch);
    for (Entry entry : ledger.of(batch)) {
      assertThat(entry.isFinished()).as("discarded after it was done").isFalse();
      checkInvocationRecord(discard, entry, now);
      switch (discard.condition()) {
        case RECORD_AGE_EXCEEDED ->
            assertThat(Duration.between(entry.record.arrival(), now)).isGreaterThan(maximumAge);
        case RETRY_ATTEMPTS_EXHAUSTED -> {
          assertThat(mapping.maximumRetryAttempts()).isNotNegative();
          assertThat(entry.failures).isEqualTo(mapping.maximumRetryAttempts() + 1);
        }
        case MAXIMUM_PAYLOAD_SIZE_EXCEEDED -> {
          assertThat(batch).hasSize(1);
          assertThat(InvocationEvent.bytes(batch)).isGreaterThan(InvocationEvent.MAXIMUM_BYTES);
        }
      }
    }
  }

  private void checkInvocationRecord(Discard discard, Entry entry, Instant now) {
    JsonNode document = new InvocationRecord(mapping, TestMapping.FUNCTION).of(id(), discard, now);
    assertThat(document.at("/requestContext/approximateInvokeCount").asInt())
        .isEqualTo(Math.max(entry.invocations, 1));
    boolean exhausted = discard.condition() == DiscardCondition.RETRY_ATTEMPTS_EXHAUSTED;
    assertThat(document.has("responseContext")).isEqualTo(exhausted);
    if (exhausted) {
      JsonNode functionError = document.get("responseContext").get("functionError");
      assertThat(Optional.ofNullable(functionError.textValue())).isEqualTo(entry.functionError);
    }
  }

  private void checkConcurrency() {
    List<Integer> queues = new ArrayList<>();
    for (Command command : underWay) {
      if (command instanceof Invoke invoke) {
        queues.add(invoke.batch().queue());
      } else if (command instanceof Discard discard) {
        queues.add(discard.batch().queue());
      }
    }
    assertThat(queues)
        .doesNotHaveDuplicates()
        .hasSizeLessThanOrEqualTo(mapping.parallelizationFactor());
    assertThat(underWay.size() - queues.size()).as("fetches at once").isLessThanOrEqualTo(1);
  }

  void endSomething(FunctionModel function, boolean anyhow, Instant now) {
    Command command = underWay.remove(random.nextInt(underWay.size()));
    boolean fails = anyhow && random.nextInt(4) == 0;
    if (command instanceof Invoke invoke) {
      List<StreamRecord> batch = invoke.batch().records();
      consumer.invocationEnded(
          invoke.batch().queue(),
          BatchResponse.outcome(
              function.answer(ledger.of(batch)), batch, mapping.reportBatchItemFailures()),
          now);
    } else if (command instanceof Discard discard) {
      if (!fails) {
        ledger.of(discard.batch().records()).forEach(entry -> entry.discarded = true);
      }
      consumer.deliveryEnded(discard.batch().queue(), !fails, now);
    } else if (fails) {
      consumer.fetchFailed(now);
    } else {
      endFetch(now);
    }
  }

  private void endFetch(Instant now) {
    int upTo = fetched + random.nextInt(records.size() - fetched + 1);
    List<StreamRecord> page = List.copyOf(records.subList(fetched, upTo));
    fetched = upTo;
    consumer.fetched(page, closed && fetched == records.size(), now);
  }

  boolean isCaughtUp() {
    return begun && checkpointed == records.size() && drained == closed;
  }

  void requireCheckpointAtEnd() {
    assertThat(ledger.of(records)).allMatch(entry -> entry.processed != entry.discarded);
    assertThat(ledger.of(records)).allMatch(entry -> entry.checkpointed);
  }

  Shard description() {
    return description;
  }

  String id() {
    return description.shardId();
  }

  int low() {
    return low;
  }

  int high() {
    return high;
  }

  boolean holds(int hash) {
    return low <= hash && hash < high;
  }

  boolean isClosed() {
    return closed;
  }

  boolean isRead() {
    return begun && !drained;
  }

  boolean isBusy() {
    return !underWay.isEmpty();
  }

  Optional<Instant> due() {
    return due(consumer);
  }

  /** Returns when a consumer has its next command if nothing happens before. */
  static Optional<Instant> due(ShardConsumer consumer) {
    return Stream.of(consumer.due(), consumer.pollDue())
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }
}

package io.localstream.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.lambda.InvocationResult;
import io.localstream.engine.source.Command.Checkpoint;
import io.localstream.engine.source.Command.Discard;
import io.localstream.engine.source.Command.Fetch;
import io.localstream.engine.source.Command.Invoke;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A shard, its function and its on-failure destination. A test controls what they do, and when. */
final class OneShard {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final ShardConsumer consumer;
  private final boolean reportBatchItemFailures;
  private final List<Command> underWay = new ArrayList<>();
  private final List<String> processed = new ArrayList<>();
  private String checkpoint = "none";
  private Instant now = START;

  /** Each wait is the longest one. */
  OneShard(TestMapping mapping) {
    this(mapping, new LongestWait());
  }

  OneShard(TestMapping mapping, RandomGenerator random) {
    reportBatchItemFailures = mapping.build().reportBatchItemFailures();
    consumer = new ShardConsumer(mapping.build(), TestMapping.RETENTION, random);
    next();
  }

  /** Returns a record with this partition key and any payload. */
  static StreamRecord record(String sequenceNumber, String key, Instant arrival) {
    return new StreamRecord(sequenceNumber, key, arrival, true, new byte[100]);
  }

  /** Gives the mapping other settings. */
  OneShard update(TestMapping mapping) {
    consumer.update(mapping.build());
    next();
    return this;
  }

  /** Adds records with these sequence numbers, which arrive now with one partition key. */
  OneShard arrive(String... sequenceNumbers) {
    return arrive(
        Arrays.stream(sequenceNumbers).map(number -> record(number, "key", now)).toList());
  }

  OneShard arrive(List<StreamRecord> records) {
    fetch(records, false);
    return this;
  }

  OneShard arriveAndEnd(String... sequenceNumbers) {
    fetch(Arrays.stream(sequenceNumbers).map(n -> record(n, "key", now)).toList(), true);
    return this;
  }

  private void fetch(List<StreamRecord> records, boolean shardEnd) {
    while (!isFetching()) {
      assertThat(SimulatedShard.due(consumer)).as("the time of the next fetch").isPresent();
      advance(Duration.between(now, SimulatedShard.due(consumer).get()));
    }
    underWay.removeIf(Fetch.class::isInstance);
    consumer.fetched(records, shardEnd, now);
    next();
  }

  boolean isFetching() {
    return underWay.stream().anyMatch(Fetch.class::isInstance);
  }

  OneShard failFetch() {
    assertThat(isFetching()).isTrue();
    underWay.removeIf(Fetch.class::isInstance);
    consumer.fetchFailed(now);
    next();
    return this;
  }

  OneShard advance(Duration time) {
    now = now.plus(time);
    next();
    return this;
  }

  private void next() {
    for (Command command : consumer.next(now)) {
      if (command instanceof Checkpoint moved) {
        checkpoint = moved.sequenceNumber();
        processed.addAll(sequenceNumbers(moved.processed()));
      } else {
        underWay.add(command);
      }
    }
  }

  /** Returns the batches in flight, in the order in which they were sent. */
  List<List<String>> invocations() {
    return underWay.stream()
        .filter(Invoke.class::isInstance)
        .map(command -> sequenceNumbers(((Invoke) command).batch().records()))
        .toList();
  }

  /** Returns the only batch in flight. */
  List<String> invocation() {
    assertThat(invocations()).hasSize(1);
    return invocations().get(0);
  }

  OneShard succeed() {
    return end(new InvocationResult.Succeeded("request", bytes("null")));
  }

  /** Lets the function return this JSON. */
  OneShard respond(String json) {
    return end(new InvocationResult.Succeeded("request", bytes(json)));
  }

  /** Lets the function report these records as failed. */
  OneShard report(String... sequenceNumbers) {
    return respond(
        Arrays.stream(sequenceNumbers)
            .map(number -> "{\"itemIdentifier\":\"" + number + "\"}")
            .toList()
            .toString()
            .transform(list -> "{\"batchItemFailures\":" + list + "}"));
  }

  OneShard fail() {
    return end(new InvocationResult.Failed("request", "Unhandled", bytes("{}")));
  }

  OneShard throttle() {
    return end(new InvocationResult.Throttled());
  }

  /** Ends the batch that was sent first. */
  private OneShard end(InvocationResult result) {
    Invoke invoke = take(Invoke.class);
    consumer.invocationEnded(
        invoke.batch().queue(),
        BatchResponse.outcome(result, invoke.batch().records(), reportBatchItemFailures),
        now);
    next();
    return this;
  }

  /** Advances to the time at which a batch is retried. */
  Duration waitForRetry() {
    Instant before = now;
    while (invocations().isEmpty()) {
      assertThat(SimulatedShard.due(consumer)).as("the time of the next attempt").isPresent();
      advance(Duration.between(now, SimulatedShard.due(consumer).get()));
    }
    return Duration.between(before, now);
  }

  /** Advances to the time at which a batch is retried or discarded. */
  void waitForNext() {
    while (invocations().isEmpty() && discarding().isEmpty()) {
      assertThat(consumer.due()).as("the time of the next attempt").isPresent();
      advance(Duration.between(now, consumer.due().get()));
    }
  }

  /** Returns the current waits, with the time that is left. */
  List<String> waits() {
    return consumer.waits(now).stream()
        .map(wait -> wait.what() + " in " + Duration.between(now, wait.until()).toMillis() + " ms")
        .toList();
  }

  /** Returns the discarded batch whose delivery is in progress. */
  Optional<Discard> discarding() {
    return underWay.stream().filter(Discard.class::isInstance).map(Discard.class::cast).findFirst();
  }

  OneShard deliver() {
    Discard discard = take(Discard.class);
    consumer.deliveryEnded(discard.batch().queue(), true, now);
    next();
    return this;
  }

  OneShard failDelivery() {
    consumer.deliveryEnded(take(Discard.class).batch().queue(), false, now);
    next();
    return this;
  }

  private <T extends Command> T take(Class<T> type) {
    T command =
        underWay.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
    underWay.remove(command);
    return command;
  }

  /** Returns the sequence numbers that the checkpoint passed as processed. */
  List<String> processed() {
    return processed;
  }

  /** Returns the last sequence number that the checkpoint passed. */
  String checkpoint() {
    return checkpoint;
  }

  boolean isDrained() {
    return consumer.isDrained();
  }

  Instant now() {
    return now;
  }

  static List<String> sequenceNumbers(List<StreamRecord> records) {
    return records.stream().map(StreamRecord::sequenceNumber).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

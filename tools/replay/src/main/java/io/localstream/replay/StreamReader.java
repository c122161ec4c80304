package io.localstream.replay;

import io.localstream.replay.ShardCursor.State;
import io.localstream.sender.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * Reads all shards of a stream, including shards that resharding closed before or opens meanwhile.
 * Reads a shard after its parents, so that the records of a partition key keep their order.
 */
final class StreamReader {
  /**
   * The pause between two reads of a shard. A shard allows five reads per second for all readers,
   * and the stream's consumers need some of them.
   */
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final KinesisClient kinesis;
  private final String stream;
  private final Timing timing;
  private final Map<String, ShardCursor> cursors = new LinkedHashMap<>();

  /** Receives a record. */
  @FunctionalInterface
  interface Sink {
    void accept(String shardId, Record record);
  }

  StreamReader(KinesisClient kinesis, String stream, Timing timing) {
    this.kinesis = kinesis;
    this.stream = stream;
    this.timing = timing;
  }

  /**
   * Reads all records that arrived up to a time.
   *
   * @param since the earliest arrival time; empty to begin with the oldest record on the stream
   * @param until the latest arrival time; the result can include some later records
   * @param stopped returns whether to stop before the end
   * @return whether it has read all records
   */
  boolean read(Optional<Instant> since, Instant until, BooleanSupplier stopped, Sink sink) {
    findShards(since);
    while (!stopped.getAsBoolean()) {
      List<ShardCursor> readable = cursors.values().stream().filter(this::isReadable).toList();
      if (readable.isEmpty()) {
        return true;
      }
      for (ShardCursor cursor : readable) {
        cursor
            .read(timing.clock().instant(), until)
            .forEach(record -> sink.accept(cursor.shardId(), record));
      }
      if (readable.stream().anyMatch(cursor -> cursor.state() == State.AT_END)) {
        findShards(since);
      }
      if (!pause()) {
        return false;
      }
    }
    return false;
  }

  private boolean isReadable(ShardCursor cursor) {
    return cursor.state() == State.READING
        && cursor.parents().stream()
            .map(cursors::get)
            // The stream no longer lists a parent whose records have expired.
            .allMatch(parent -> parent == null || parent.state() == State.AT_END);
  }

  private void findShards(Optional<Instant> since) {
    ListShardsRequest request = ListShardsRequest.builder().streamName(stream).build();
    while (request != null) {
      ListShardsResponse page = kinesis.listShards(request);
      page.shards()
          .forEach(
              shard ->
                  cursors.computeIfAbsent(
                      shard.shardId(), id -> new ShardCursor(kinesis, stream, shard, since)));
      request =
          page.nextToken() == null
              ? null
              : ListShardsRequest.builder().nextToken(page.nextToken()).build();
    }
  }

  private boolean pause() {
    try {
      timing.sleeper().sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

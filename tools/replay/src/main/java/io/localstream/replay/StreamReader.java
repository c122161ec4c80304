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
 * Reads all shards of a stream, also those that a resharding closed or opens meanwhile. A shard is
 * read after its parents, so that the records of a partition key keep their order.
 */
final class StreamReader {
  /** A shard takes five reads a second, of which the stream's consumers need some. */
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
   * Reads until all records have been read that arrived up to a time.
   *
   * @param since the arrival of the first record; empty for the oldest record on the stream
   * @param until the end of the time in which records arrive; some later ones can come with them
   * @param stopped whether to stop before that
   * @return whether it read all
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
            // The stream has forgotten a parent whose records have expired.
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

package io.localstream.engine.stream;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Kinesis data streams in memory. Operations take effect immediately: a stream is {@code ACTIVE} as
 * soon as it is created or resharded. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/Welcome.html">Kinesis Data
 *     Streams API</a>
 */
public final class StreamStore {
  private final String account;
  private final Clock clock;
  private final MemoryBudget memory;
  private final ConcurrentNavigableMap<String, DataStream> streams = new ConcurrentSkipListMap<>();

  /**
   * Creates a store without streams.
   *
   * @param account the account in error messages, 12 digits
   * @param clock sets the arrival times of records, and decides when records and iterators expire
   * @param maxBytes the maximum memory for all records, in bytes
   */
  public StreamStore(String account, Clock clock, long maxBytes) {
    this.account = account;
    this.clock = clock;
    this.memory = new MemoryBudget(maxBytes);
  }

  /**
   * Creates a stream.
   *
   * @param name its name
   * @param shardCount the number of open shards at the start, 1 or more
   * @param maxRecordBytes the maximum size of data and partition key together, in bytes
   * @return the stream
   * @throws StreamException {@code ResourceInUseException} if a stream with this name exists
   */
  public DataStream create(String name, int shardCount, int maxRecordBytes) {
    DataStream stream = new DataStream(errors(name), shardCount, maxRecordBytes, clock, memory);
    if (streams.putIfAbsent(name, stream) != null) {
      throw errors(name).streamExists();
    }
    return stream;
  }

  /**
   * Deletes a stream and its records.
   *
   * @param name its name
   * @throws StreamException {@code ResourceNotFoundException} if there is no such stream
   */
  public void delete(String name) {
    DataStream stream = streams.remove(name);
    if (stream == null) {
      throw errors(name).streamNotFound();
    }
    stream.clear();
  }

  /**
   * Finds a stream.
   *
   * @param name its name
   * @return the stream; empty if there is none
   */
  public Optional<DataStream> find(String name) {
    return Optional.ofNullable(streams.get(name));
  }

  /**
   * Returns a stream.
   *
   * @param name its name
   * @return the stream
   * @throws StreamException {@code ResourceNotFoundException} if there is no such stream
   */
  public DataStream stream(String name) {
    return find(name).orElseThrow(errors(name)::streamNotFound);
  }

  /**
   * Returns all streams.
   *
   * @return the streams, sorted by name
   */
  public List<DataStream> streams() {
    return List.copyOf(streams.values());
  }

  /**
   * Reads records.
   *
   * @param iterator a shard iterator
   * @param limit the maximum number of records, 1 to 10,000
   * @return the next records of the shard
   * @throws StreamException {@code ExpiredIteratorException}, {@code InvalidArgumentException} or
   *     {@code ResourceNotFoundException}
   */
  public RecordPage read(String iterator, int limit) {
    ShardIterator position = ShardIterator.parse(iterator, clock.millis());
    return find(position.streamName())
        .orElseThrow(() -> errors(position.streamName()).noShard(position.shard()))
        .read(position, limit);
  }

  /**
   * Returns an iterator.
   *
   * @param streamName the shard's stream
   * @param shardId the shard
   * @param position the position at which the iterator begins
   * @return a token for {@link #read}
   * @throws StreamException {@code ResourceNotFoundException} or {@code InvalidArgumentException}
   */
  public String iterator(String streamName, String shardId, IteratorPosition position) {
    int shard = errors(streamName).shardNumber(shardId);
    return find(streamName)
        .orElseThrow(() -> errors(streamName).noShard(shard))
        .iterator(shard, position);
  }

  private StreamErrors errors(String name) {
    return new StreamErrors(name, account);
  }
}

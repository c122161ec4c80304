package io.localstream.engine.endpoint;

import static java.util.stream.Collectors.toMap;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * Applies operations to a stream, and describes their results without times, iterators and sequence
 * numbers, so that two implementations of Kinesis have the same trace.
 */
final class StreamTrace {
  private static final BigInteger WIDTH =
      BigInteger.ONE.shiftLeft(128).divide(BigInteger.valueOf(6));

  /**
   * The result of operations that AWS refuses and kinesis-local accepts: changing a closed shard
   * again, splitting a shard at its first hash key, and merging a shard with the one whose hash
   * keys come before its own. They are not run. {@code kinesis-errors.csv} has the errors.
   */
  private static final String LEFT_OUT = "left out";

  private final KinesisClient kinesis;
  private final String stream;
  private final List<PutRecordResponse> put = new ArrayList<>();
  private int records;

  StreamTrace(KinesisClient kinesis, String stream) {
    this.kinesis = kinesis;
    this.stream = stream;
  }

  /** Returns the result of an operation, or the code of its error. */
  String outcomeOf(StreamOperation operation) {
    try {
      return apply(operation);
    } catch (KinesisException e) {
      return e.awsErrorDetails().errorCode();
    }
  }

  private String apply(StreamOperation operation) {
    int first = operation.first();
    int second = operation.second();
    return switch (operation.kind()) {
      case CREATE -> create(first + 1);
      case PUT_BY_KEY -> put("key-" + first, null);
      case PUT_BY_HASH_KEY -> put("key", WIDTH.multiply(BigInteger.valueOf(first)).toString());
      case PUT_MANY -> putMany(first + 1);
      case READ_FROM_TRIM_HORIZON ->
          read(shard(first).shardIteratorType(ShardIteratorType.TRIM_HORIZON), second + 1);
      case READ_FROM_LATEST ->
          read(shard(first).shardIteratorType(ShardIteratorType.LATEST), second + 1);
      case READ_AT_RECORD -> readFrom(ShardIteratorType.AT_SEQUENCE_NUMBER, first);
      case READ_AFTER_RECORD -> readFrom(ShardIteratorType.AFTER_SEQUENCE_NUMBER, first);
      case SPLIT -> split(first, insideOfSixths(second));
      case MERGE -> merge(first, second);
      case INCREASE_RETENTION -> {
        kinesis.increaseStreamRetentionPeriod(
            r -> r.streamName(stream).retentionPeriodHours(24 * (first + 1)));
        yield "increased";
      }
      case DECREASE_RETENTION -> {
        kinesis.decreaseStreamRetentionPeriod(
            r -> r.streamName(stream).retentionPeriodHours(24 * (first + 1)));
        yield "decreased";
      }
      case DESCRIBE -> describe();
    };
  }

  /** Returns all shards, with their parents. */
  List<String> shards() {
    return kinesis.listShards(r -> r.streamName(stream)).shards().stream()
        .sorted((a, b) -> a.shardId().compareTo(b.shardId()))
        .map(StreamTrace::line)
        .toList();
  }

  /** Returns the records of each shard, oldest first. */
  Map<String, String> records() {
    Map<String, String> all = new TreeMap<>();
    for (Shard shard : kinesis.listShards(r -> r.streamName(stream)).shards()) {
      all.put(
          shard.shardId(),
          read(
              GetShardIteratorRequest.builder()
                  .streamName(stream)
                  .shardId(shard.shardId())
                  .shardIteratorType(ShardIteratorType.TRIM_HORIZON),
              10_000));
    }
    return all;
  }

  private String create(int shards) {
    kinesis.createStream(r -> r.streamName(stream).shardCount(shards));
    untilActive();
    return "created";
  }

  private String put(String partitionKey, String hashKey) {
    String data = "record-" + records++;
    PutRecordResponse response =
        kinesis.putRecord(
            r ->
                r.streamName(stream)
                    .partitionKey(partitionKey)
                    .explicitHashKey(hashKey)
                    .data(SdkBytes.fromUtf8String(data)));
    put.add(response);
    return response.shardId();
  }

  private String putMany(int count) {
    List<PutRecordsRequestEntry> entries =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    PutRecordsRequestEntry.builder()
                        .partitionKey("many-" + i)
                        .data(SdkBytes.fromUtf8String("record-" + records++))
                        .build())
            .toList();
    return kinesis.putRecords(r -> r.streamName(stream).records(entries)).records().stream()
        .map(result -> result.shardId())
        .toList()
        .toString();
  }

  private GetShardIteratorRequest.Builder shard(int number) {
    return GetShardIteratorRequest.builder().streamName(stream).shardId(shardId(number));
  }

  private String readFrom(ShardIteratorType type, int recordIndex) {
    if (recordIndex >= put.size()) {
      return "no such record";
    }
    PutRecordResponse from = put.get(recordIndex);
    return read(
        GetShardIteratorRequest.builder()
            .streamName(stream)
            .shardId(from.shardId())
            .shardIteratorType(type)
            .startingSequenceNumber(from.sequenceNumber()),
        10_000);
  }

  private String read(GetShardIteratorRequest.Builder position, int limit) {
    String iterator = kinesis.getShardIterator(position.build()).shardIterator();
    GetRecordsResponse response = kinesis.getRecords(r -> r.shardIterator(iterator).limit(limit));
    return response.records().stream()
        .map(r -> r.partitionKey() + "=" + r.data().asUtf8String())
        .toList()
        .toString();
  }

  private static BigInteger insideOfSixths(int number) {
    return WIDTH.multiply(BigInteger.valueOf(number)).add(WIDTH.shiftRight(1));
  }

  private String split(int shard, BigInteger newStart) {
    if (isClosed(shard) || isFirstKey(newStart, shard)) {
      return LEFT_OUT;
    }
    kinesis.splitShard(
        r ->
            r.streamName(stream)
                .shardToSplit(shardId(shard))
                .newStartingHashKey(newStart.toString()));
    untilActive();
    return shards().toString();
  }

  private String merge(int first, int second) {
    if (isClosed(first) || isClosed(second) || isDirectlyBefore(second, first)) {
      return LEFT_OUT;
    }
    kinesis.mergeShards(
        r ->
            r.streamName(stream)
                .shardToMerge(shardId(first))
                .adjacentShardToMerge(shardId(second)));
    untilActive();
    return shards().toString();
  }

  private boolean isClosed(int shard) {
    return shards().stream()
        .anyMatch(l -> l.startsWith("shardId-%012d ".formatted(shard)) && l.endsWith("closed"));
  }

  private boolean isFirstKey(BigInteger key, int shard) {
    HashKeyRange range = hashKeyRanges().get(shardId(shard));
    return range != null && key.equals(new BigInteger(range.startingHashKey()));
  }

  private Map<String, HashKeyRange> hashKeyRanges() {
    return kinesis.listShards(r -> r.streamName(stream)).shards().stream()
        .collect(toMap(Shard::shardId, Shard::hashKeyRange));
  }

  private boolean isDirectlyBefore(int shard, int next) {
    Map<String, HashKeyRange> ranges = hashKeyRanges();
    HashKeyRange range = ranges.get(shardId(shard));
    HashKeyRange nextRange = ranges.get(shardId(next));
    return range != null
        && nextRange != null
        && new BigInteger(range.endingHashKey())
            .add(BigInteger.ONE)
            .equals(new BigInteger(nextRange.startingHashKey()));
  }

  private static String shardId(int number) {
    return "shardId-%012d".formatted(number);
  }

  private String describe() {
    var summary =
        kinesis.describeStreamSummary(r -> r.streamName(stream)).streamDescriptionSummary();
    return "%s %s %d hours %d open"
        .formatted(
            summary.streamARN(),
            summary.streamStatusAsString(),
            summary.retentionPeriodHours(),
            summary.openShardCount());
  }

  private void untilActive() {
    kinesis
        .waiter()
        .waitUntilStreamExists(
            r -> r.streamName(stream),
            o ->
                o.backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(5)))
                    .maxAttempts(1_000));
  }

  private static String line(Shard shard) {
    return "%s %s %s %s-%s %s"
        .formatted(
            shard.shardId(),
            shard.parentShardId(),
            shard.adjacentParentShardId(),
            shard.hashKeyRange().startingHashKey(),
            shard.hashKeyRange().endingHashKey(),
            shard.sequenceNumberRange().endingSequenceNumber() == null ? "open" : "closed");
  }
}

package io.localstream.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** A stream in memory. A read returns two records, and a page of shards has two. */
final class FakeStream implements KinesisClient {
  private static final int PAGE = 2;

  private final Map<String, StoredShard> shards = new LinkedHashMap<>();

  /** What the next reads do instead of returning records. */
  final List<RuntimeException> failures = new ArrayList<>();

  private static final class StoredShard {
    private final Shard shard;
    private final List<Record> records = new ArrayList<>();
    private boolean closed;

    private StoredShard(Shard shard) {
      this.shard = shard;
    }
  }

  void open(String id, String... parents) {
    shards.put(
        id,
        new StoredShard(
            Shard.builder()
                .shardId(id)
                .parentShardId(parents.length > 0 ? parents[0] : null)
                .adjacentParentShardId(parents.length > 1 ? parents[1] : null)
                .build()));
  }

  void close(String id) {
    shards.get(id).closed = true;
  }

  void put(String id, String data, Instant arrival) {
    List<Record> records = shards.get(id).records;
    records.add(
        Record.builder()
            .partitionKey("key")
            .sequenceNumber(String.valueOf(records.size()))
            .data(SdkBytes.fromUtf8String(data))
            .approximateArrivalTimestamp(arrival)
            .build());
  }

  static ProvisionedThroughputExceededException throttled() {
    return ProvisionedThroughputExceededException.builder().build();
  }

  static ExpiredIteratorException expired() {
    return ExpiredIteratorException.builder().build();
  }

  @Override
  public ListShardsResponse listShards(ListShardsRequest request) {
    int first = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
    List<Shard> all = shards.values().stream().map(stored -> stored.shard).toList();
    int end = Math.min(first + PAGE, all.size());
    return ListShardsResponse.builder()
        .shards(all.subList(first, end))
        .nextToken(end < all.size() ? String.valueOf(end) : null)
        .build();
  }

  @Override
  public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
    List<Record> records = shards.get(request.shardId()).records;
    int index =
        switch (request.shardIteratorType()) {
          case TRIM_HORIZON -> 0;
          case AFTER_SEQUENCE_NUMBER -> Integer.parseInt(request.startingSequenceNumber()) + 1;
          case AT_TIMESTAMP ->
              (int)
                  records.stream()
                      .filter(r -> r.approximateArrivalTimestamp().isBefore(request.timestamp()))
                      .count();
          default -> throw new IllegalArgumentException(request.shardIteratorTypeAsString());
        };
    return GetShardIteratorResponse.builder()
        .shardIterator(request.shardId() + ":" + index)
        .build();
  }

  @Override
  public GetRecordsResponse getRecords(GetRecordsRequest request) {
    if (!failures.isEmpty()) {
      throw failures.remove(0);
    }
    String[] iterator = request.shardIterator().split(":");
    StoredShard shard = shards.get(iterator[0]);
    int first = Integer.parseInt(iterator[1]);
    int end = Math.min(first + PAGE, shard.records.size());
    boolean atTip = end == shard.records.size();
    return GetRecordsResponse.builder()
        .records(shard.records.subList(first, end))
        .nextShardIterator(atTip && shard.closed ? null : iterator[0] + ":" + end)
        .millisBehindLatest(atTip ? 0L : 1000L)
        .build();
  }

  @Override
  public String serviceName() {
    return "kinesis";
  }

  @Override
  public void close() {}
}

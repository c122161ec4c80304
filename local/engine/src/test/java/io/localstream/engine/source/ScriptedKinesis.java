package io.localstream.engine.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** A stream in memory. A test controls when its shards split, merge and fail. */
final class ScriptedKinesis implements KinesisClient {
  /** The maximum number of shards, and of records, in a response. */
  private static final int PAGE = 2;

  private static final class ShardState {
    final Shard description;
    final List<Record> records = new ArrayList<>();
    boolean closed;
    Supplier<RuntimeException> failure;
    int failingReads;

    ShardState(Shard description) {
      this.description = description;
    }
  }

  private final Map<String, ShardState> shards = new LinkedHashMap<>();
  private int sequenceNumber;
  private int iteratorAge;
  private int requests;
  private int refusals;
  private int failingLists;
  private Supplier<RuntimeException> listFailure;

  ScriptedKinesis(String... shardIds) {
    for (String shardId : shardIds) {
      addShard(Shard.builder().shardId(shardId).build());
    }
  }

  private void addShard(Shard description) {
    shards.put(description.shardId(), new ShardState(description));
  }

  /** Puts a record; returns its sequence number. */
  synchronized String put(String shardId, String data) {
    return put(shardId, data, Instant.now());
  }

  String put(String shardId, String data, Instant arrival) {
    return put(shardId, "key", data, arrival);
  }

  synchronized String put(String shardId, String partitionKey, String data, Instant arrival) {
    String number = Integer.toString(++sequenceNumber);
    shards
        .get(shardId)
        .records
        .add(
            Record.builder()
                .sequenceNumber(number)
                .partitionKey(partitionKey)
                .data(SdkBytes.fromUtf8String(data))
                .approximateArrivalTimestamp(arrival)
                .build());
    return number;
  }

  synchronized void split(String parent, String left, String right) {
    shards.get(parent).closed = true;
    addShard(Shard.builder().shardId(left).parentShardId(parent).build());
    addShard(Shard.builder().shardId(right).parentShardId(parent).build());
  }

  synchronized void merge(String parent, String adjacentParent, String child) {
    shards.get(parent).closed = true;
    shards.get(adjacentParent).closed = true;
    addShard(
        Shard.builder()
            .shardId(child)
            .parentShardId(parent)
            .adjacentParentShardId(adjacentParent)
            .build());
  }

  synchronized void expireIterators() {
    iteratorAge++;
  }

  /** Lets the next reads of a shard fail. */
  synchronized void failReads(String shardId, int reads, Supplier<RuntimeException> failure) {
    shards.get(shardId).failingReads = reads;
    shards.get(shardId).failure = failure;
  }

  synchronized void failLists(int lists, Supplier<RuntimeException> failure) {
    failingLists = lists;
    listFailure = failure;
  }

  synchronized int requests() {
    return requests;
  }

  /** Returns how many reads have failed. */
  synchronized int refusals() {
    return refusals;
  }

  @Override
  public synchronized ListShardsResponse listShards(ListShardsRequest request) {
    requests++;
    if (failingLists > 0) {
      failingLists--;
      throw listFailure.get();
    }
    List<Shard> all = shards.values().stream().map(shard -> shard.description).toList();
    int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
    int to = Math.min(from + PAGE, all.size());
    return ListShardsResponse.builder()
        .shards(all.subList(from, to))
        .nextToken(to < all.size() ? Integer.toString(to) : null)
        .build();
  }

  @Override
  public synchronized GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
    requests++;
    List<Record> records = shards.get(request.shardId()).records;
    int index =
        switch (request.shardIteratorType()) {
          case TRIM_HORIZON -> 0;
          case LATEST -> records.size();
          case AT_TIMESTAMP -> firstNotBefore(records, request.timestamp());
          case AFTER_SEQUENCE_NUMBER -> indexOf(records, request.startingSequenceNumber()) + 1;
          default -> throw new IllegalArgumentException("Not used: " + request);
        };
    return GetShardIteratorResponse.builder()
        .shardIterator(iterator(request.shardId(), index))
        .build();
  }

  private static int firstNotBefore(List<Record> records, Instant time) {
    int index = 0;
    while (index < records.size()
        && records.get(index).approximateArrivalTimestamp().isBefore(time)) {
      index++;
    }
    return index;
  }

  private static int indexOf(List<Record> records, String sequenceNumber) {
    return records.stream().map(Record::sequenceNumber).toList().indexOf(sequenceNumber);
  }

  private String iterator(String shardId, int index) {
    return shardId + "/" + index + "/" + iteratorAge;
  }

  @Override
  public synchronized GetRecordsResponse getRecords(GetRecordsRequest request) {
    requests++;
    String[] iterator = request.shardIterator().split("/");
    ShardState shard = shards.get(iterator[0]);
    if (shard.failingReads > 0) {
      shard.failingReads--;
      refusals++;
      throw shard.failure.get();
    }
    if (Integer.parseInt(iterator[2]) < iteratorAge) {
      throw ExpiredIteratorException.builder().message("Iterator expired").build();
    }
    int from = Integer.parseInt(iterator[1]);
    int to = Math.min(from + PAGE, shard.records.size());
    boolean end = shard.closed && to == shard.records.size();
    return GetRecordsResponse.builder()
        .records(shard.records.subList(from, to))
        .nextShardIterator(end ? null : iterator(iterator[0], to))
        .build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}

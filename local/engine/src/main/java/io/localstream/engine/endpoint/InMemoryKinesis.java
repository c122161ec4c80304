package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.stream.StreamException;
import io.localstream.engine.stream.StreamStore;
import java.util.function.UnaryOperator;

/** Answers requests of Kinesis from streams in memory. */
public final class InMemoryKinesis extends KinesisBackend {
  private final RecordOperations records;
  private final ShardOperations shards;
  private final StreamOperations streams;

  /**
   * Makes a backend.
   *
   * @param store holds the streams
   * @param arn the ARN of a stream, by its name
   */
  public InMemoryKinesis(StreamStore store, UnaryOperator<String> arn) {
    this.records = new RecordOperations(store);
    this.shards = new ShardOperations(store, arn);
    this.streams = new StreamOperations(store, arn);
  }

  @Override
  AwsResponse send(AwsRequest request) {
    try {
      ObjectNode response = handle(request.operation(), new RequestFields(request));
      return response.isEmpty() ? AwsResponse.empty(request.format()) : request.response(response);
    } catch (StreamException e) {
      throw new AwsError(400, e.code(), e.getMessage());
    }
  }

  private ObjectNode handle(String operation, RequestFields fields) {
    return switch (operation) {
      case "PutRecord" -> records.putRecord(fields);
      case "PutRecords" -> records.putRecords(fields);
      case "GetShardIterator" -> records.getShardIterator(fields);
      case "GetRecords" -> records.getRecords(fields);
      case "ListShards" -> shards.listShards(fields);
      case "SplitShard" -> shards.splitShard(fields);
      case "MergeShards" -> shards.mergeShards(fields);
      case "UpdateShardCount" -> shards.updateShardCount(fields);
      case "CreateStream" -> streams.create(fields);
      case "DeleteStream" -> streams.delete(fields);
      case "ListStreams" -> streams.list(fields);
      case "DescribeStream" -> streams.describe(fields);
      case "DescribeStreamSummary" -> streams.describeSummary(fields);
      case "IncreaseStreamRetentionPeriod" -> streams.changeRetention(fields, true);
      case "DecreaseStreamRetentionPeriod" -> streams.changeRetention(fields, false);
      default ->
          throw new AwsError(
              400,
              "UnknownOperationException",
              "the local run's own streams do not do %s: a Kinesis server may, with --kinesis <url>"
                  .formatted(operation));
    };
  }
}

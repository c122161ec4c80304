package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.stream.StreamException;
import io.localstream.engine.stream.StreamStore;
import java.util.function.UnaryOperator;

/** The Kinesis API on streams in memory. */
public final class InMemoryKinesis extends KinesisBackend {
  private final RecordOperations records;
  private final ShardOperations shards;
  private final StreamOperations streams;

  /**
   * Creates a backend.
   *
   * @param store the streams
   * @param arn returns the ARN of a stream for its name
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
              ("the streams in memory do not support %s: start a Kinesis server that does, and pass"
                      + " --kinesis <url>")
                  .formatted(operation));
    };
  }
}

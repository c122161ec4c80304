package io.kinesispipeline.infra.stream;

import static java.util.Objects.requireNonNull;

import io.kinesispipeline.infra.common.StackSettings;
import java.util.OptionalInt;
import software.amazon.awscdk.Duration;

/**
 * What a user may choose about the stream.
 *
 * @param stack what holds for every stack
 * @param streamName its name, to which the stage is added; unique in the account and region
 * @param shardCount how many shards are provisioned, 1 to 500; empty for a stream whose capacity
 *     follows the demand
 * @param retention how long a record stays readable: 24 hours to 365 days
 * @param maxRecordSizeKb the most that a record's data and partition key take together: 1,024 to
 *     10,240 KiB
 */
public record StreamStackProps(
    StackSettings stack,
    String streamName,
    OptionalInt shardCount,
    Duration retention,
    int maxRecordSizeKb) {

  /** Refuses what is missing. */
  public StreamStackProps {
    requireNonNull(stack, "stack");
    requireNonNull(streamName, "streamName");
    requireNonNull(shardCount, "shardCount");
    requireNonNull(retention, "retention");
  }
}

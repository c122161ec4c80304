package io.kinesispipeline.infra.stream;

import static java.util.Objects.requireNonNull;

import io.kinesispipeline.infra.common.StackSettings;
import java.util.OptionalInt;
import software.amazon.awscdk.Duration;

/**
 * The properties of {@link StreamStack}.
 *
 * @param stack the settings that every stack has
 * @param streamName the stream's name, to which the stage is appended; unique in the account and
 *     region
 * @param shardCount the number of provisioned shards, 1 to 500; empty for an on-demand stream
 * @param retention how long the stream keeps a record: 24 hours to 365 days
 * @param maxRecordSizeKb the maximum size of a record's data and partition key together, 1,024 to
 *     10,240 KiB
 */
public record StreamStackProps(
    StackSettings stack,
    String streamName,
    OptionalInt shardCount,
    Duration retention,
    int maxRecordSizeKb) {

  /** Rejects null components. */
  public StreamStackProps {
    requireNonNull(stack, "stack");
    requireNonNull(streamName, "streamName");
    requireNonNull(shardCount, "shardCount");
    requireNonNull(retention, "retention");
  }
}

package io.kinesispipeline.infra.stream;

import static java.util.Objects.requireNonNull;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;

/**
 * What a user may choose about the stream.
 *
 * @param streamName its name, unique in the account and region
 * @param shardCount 1 to 500
 * @param retention how long a record stays readable: 24 hours to 365 days
 * @param removal what becomes of it, and of the parameters that name it, when the stack is
 *     destroyed
 */
public record StreamStackProps(
    String streamName, int shardCount, Duration retention, RemovalPolicy removal) {

  /** Refuses what is missing. */
  public StreamStackProps {
    requireNonNull(streamName, "streamName");
    requireNonNull(retention, "retention");
    requireNonNull(removal, "removal");
  }
}

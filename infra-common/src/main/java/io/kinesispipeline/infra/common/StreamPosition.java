package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awscdk.services.lambda.StartingPosition;

/**
 * The position at which an event source mapping starts on a shard that it has not read yet.
 *
 * @param position the kind of position
 * @param timestamp the time of the first record, required with {@code AT_TIMESTAMP} and not allowed
 *     otherwise: the mapping starts at the first record that arrived then or later. It must not be
 *     in the future when the mapping is created
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html">Parameters
 *     of Kinesis event source mappings</a>
 */
public record StreamPosition(StartingPosition position, Optional<Instant> timestamp) {
  /** The oldest record on the stream. */
  public static final StreamPosition TRIM_HORIZON =
      new StreamPosition(StartingPosition.TRIM_HORIZON, Optional.empty());

  /** The first record that arrives after the mapping was created. */
  public static final StreamPosition LATEST =
      new StreamPosition(StartingPosition.LATEST, Optional.empty());

  private static final double MILLIS_PER_SECOND = 1000;

  /**
   * Rejects null components and contradictions.
   *
   * @throws IllegalArgumentException if there is a timestamp without {@code AT_TIMESTAMP}, or
   *     {@code AT_TIMESTAMP} without a timestamp
   */
  public StreamPosition {
    requireNonNull(position, "position");
    requireNonNull(timestamp, "timestamp");
    if ((position == StartingPosition.AT_TIMESTAMP) != timestamp.isPresent()) {
      throw new IllegalArgumentException(
          "timestamp must be set with AT_TIMESTAMP, and only then; was %s with %s"
              .formatted(timestamp.map(Instant::toString).orElse("not set"), position));
    }
  }

  /**
   * Returns the position of the first record that arrived at a time or later.
   *
   * @param timestamp the time
   * @return the position
   */
  public static StreamPosition at(Instant timestamp) {
    return new StreamPosition(StartingPosition.AT_TIMESTAMP, Optional.of(timestamp));
  }

  /**
   * Returns the timestamp in seconds since the epoch, as CloudFormation expects it, with
   * milliseconds if there are any.
   */
  Optional<Number> timestampSeconds() {
    return timestamp.map(
        time ->
            time.getNano() == 0 ? time.getEpochSecond() : time.toEpochMilli() / MILLIS_PER_SECOND);
  }
}

package io.localstream.engine.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/**
 * A position on a shard, which expires after five minutes.
 *
 * @param streamName the shard's stream
 * @param shard the shard's number
 * @param index the index of the next record
 * @param createdMillis when the iterator was created, in milliseconds since the epoch
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html">
 *     GetShardIterator</a>
 */
record ShardIterator(String streamName, int shard, long index, long createdMillis) {
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /**
   * Parses an iterator.
   *
   * @throws StreamException if the token is not an iterator, or has expired
   */
  static ShardIterator parse(String token, long nowMillis) {
    ShardIterator iterator = parse(token);
    if (nowMillis - iterator.createdMillis > LIFETIME.toMillis()) {
      throw StreamException.expiredIterator(
          "Iterator expired. The iterator was created at time %s while right now it is %s which is"
              + " further in the future than the tolerated delay of %d milliseconds.",
          time(iterator.createdMillis), time(nowMillis), LIFETIME.toMillis());
    }
    return iterator;
  }

  private static ShardIterator parse(String token) {
    try {
      String[] parts =
          new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).split("/", -1);
      ShardIterator iterator =
          new ShardIterator(
              parts[0],
              Integer.parseInt(parts[1]),
              Long.parseLong(parts[2]),
              Long.parseLong(parts[3]));
      if (iterator.token().equals(token)) {
        return iterator;
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      // Refused below.
    }
    throw StreamException.invalidArgument("Invalid ShardIterator.");
  }

  String token() {
    String text = streamName + "/" + shard + "/" + index + "/" + createdMillis;
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }
}

package io.localstream.engine.stream;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The errors with which Kinesis rejects an operation on a stream.
 *
 * @param stream the stream's name
 * @param account the account id in the messages
 */
record StreamErrors(String stream, String account) {
  private static final Pattern SHARD_ID = Pattern.compile("(?:.*-)?0*(\\d{1,10})");

  /**
   * Returns the number in a shard id. As on Kinesis, {@code shard-0} and {@code 0} are valid ids of
   * the first shard.
   *
   * @throws StreamException if there is no number, or it is too large
   */
  int shardNumber(String id) {
    Matcher matcher = SHARD_ID.matcher(id);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) > Integer.MAX_VALUE) {
      throw shardNotFound(id);
    }
    return Integer.parseInt(matcher.group(1));
  }

  StreamException streamNotFound() {
    return StreamException.notFound("Stream %s under account %s not found.", stream, account);
  }

  StreamException streamExists() {
    return StreamException.inUse("Stream %s under account %s already exists.", stream, account);
  }

  StreamException shardNotFound(String id) {
    return StreamException.notFound(
        "Could not find shard %s in stream %s under account %s.", id, stream, account);
  }

  /** The error of operations on records, if the shard does not exist. */
  StreamException noShard(int number) {
    return StreamException.notFound(
        "Shard %s in stream %s under account %s does not exist", Shard.id(number), stream, account);
  }

  StreamException shardNotOpen(String id) {
    return StreamException.invalidArgument(
        "Shard %s in stream %s under account %s has already been merged or split, and thus is not"
            + " eligible for merging or splitting.",
        id, stream, account);
  }

  StreamException notAdjacent(String first, String second) {
    return StreamException.invalidArgument(
        "Shards %s and %s in stream %s under account %s are not an adjacent pair of shards eligible"
            + " for merging",
        first, second, stream, account);
  }

  StreamException badSplit(String id, HashKeyRange range, BigInteger newStart) {
    return StreamException.invalidArgument(
        "NewStartingHashKey %s used in SplitShard() on shard %s in stream %s under account %s is"
            + " not both greater than one plus the shard's StartingHashKey %s and less than the"
            + " shard's EndingHashKey %s.",
        newStart, id, stream, account, range.start(), range.end());
  }

  StreamException badTarget(int count, int open) {
    return StreamException.limitExceeded(
        "TargetShardCount %d of stream %s under account %s must be half to double the number of"
            + " open shards, which is %d.",
        count, stream, account, open);
  }

  StreamException retention(long hours, long existing, boolean increase) {
    return StreamException.invalidArgument(
        "Requested retention period (%d hours) for stream %s can not be %s than existing retention"
            + " period (%d hours). Use %s API.",
        hours,
        stream,
        increase ? "shorter" : "longer",
        existing,
        increase ? "DecreaseRetentionPeriod" : "IncreaseRetentionPeriod");
  }

  StreamException invalidSequenceNumber(String number, String shardId, String why) {
    return StreamException.invalidArgument(
        "StartingSequenceNumber %s used in GetShardIterator on shard %s in stream %s under account"
            + " %s is invalid%s",
        number, shardId, stream, account, why);
  }

  StreamException invalidOrdering(String number) {
    return StreamException.invalidArgument(
        "ExclusiveMinimumSequenceNumber %s used in PutRecord on stream %s under account %s is"
            + " invalid.",
        number, stream, account);
  }

  StreamException otherShard(int encoded, String shardId) {
    return StreamException.invalidArgument(
        "Invalid StartingSequenceNumber. It encodes %s, while it was used in a call to a shard with"
            + " %s",
        Shard.id(encoded), shardId);
  }

  StreamException future(long millis, long nowMillis) {
    return StreamException.invalidArgument(
        "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis."
            + " timestampInMillis: %d, currentTimestampInMillis: %d",
        millis, nowMillis);
  }
}

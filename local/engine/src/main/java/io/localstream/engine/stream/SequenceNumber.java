package io.localstream.engine.stream;

import java.math.BigInteger;

/**
 * The sequence number of a record, which increases from record to record of a shard. As on AWS, it
 * has 56 digits, which contain the shard and the time.
 *
 * @param shardOpened when the shard was opened, in seconds since the epoch; for a child shard, at
 *     least a second later than for its parents
 * @param index 0 for the start of the shard, 1 for its first record
 * @param seconds when the record arrived, in seconds since the epoch
 * @param shard the shard's number on its stream
 */
record SequenceNumber(long shardOpened, long index, long seconds, int shard) {
  /** The index of the end of a shard. */
  static final long END = Long.MAX_VALUE;

  private static final int FORM = 2;
  private static final int BITS = 186;

  /**
   * Parses a sequence number.
   *
   * @throws IllegalArgumentException if the text does not have this form
   */
  static SequenceNumber parse(String text) {
    BigInteger number = new BigInteger(text);
    SequenceNumber parsed =
        new SequenceNumber(
            bits(number, 144, 40),
            bits(number, 80, 64),
            bits(number, 36, 36),
            (int) bits(number, 4, 32));
    if (number.bitLength() != BITS || parsed.shard < 0 || !parsed.toString().equals(text)) {
      throw new IllegalArgumentException("not a sequence number: " + text);
    }
    return parsed;
  }

  private static long bits(BigInteger number, int from, int count) {
    BigInteger mask = BigInteger.ONE.shiftLeft(count).subtract(BigInteger.ONE);
    return number.shiftRight(from).and(mask).longValue();
  }

  /** Returns the number in decimal digits. */
  @Override
  public String toString() {
    return BigInteger.valueOf(FORM)
        .shiftLeft(40)
        .or(BigInteger.valueOf(shardOpened))
        .shiftLeft(64)
        .or(BigInteger.valueOf(index))
        .shiftLeft(44)
        .or(BigInteger.valueOf(seconds))
        .shiftLeft(32)
        .or(BigInteger.valueOf(shard))
        .shiftLeft(4)
        .or(BigInteger.valueOf(FORM))
        .toString();
  }
}

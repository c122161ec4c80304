package io.localstream.engine.stream;

import java.math.BigInteger;
import java.nio.ByteBuffer;

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
    if (number.bitLength() != BITS
        || parsed.shard < 0
        || parsed.index < 0
        || !parsed.toString().equals(text)) {
      throw new IllegalArgumentException("not a sequence number: " + text);
    }
    return parsed;
  }

  private static long bits(BigInteger number, int from, int count) {
    BigInteger mask = BigInteger.ONE.shiftLeft(count).subtract(BigInteger.ONE);
    return number.shiftRight(from).and(mask).longValue();
  }

  /**
   * Returns the number in decimal digits. From the highest bit: the form, 40 bits of {@code
   * shardOpened}, 64 of {@code index}, 44 of {@code seconds}, 32 of {@code shard}, and 4 of the
   * form.
   */
  @Override
  public String toString() {
    byte[] bits =
        ByteBuffer.allocate(3 * Long.BYTES)
            .putLong((long) FORM << 56 | shardOpened << 16 | index >>> 48)
            .putLong(index << 16 | seconds >>> 28)
            .putLong(seconds << 36 | (long) shard << 4 | FORM)
            .array();
    return new BigInteger(bits).toString();
  }
}

package io.localstream.engine.stream;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The range of a shard's hash keys.
 *
 * @param start the first hash key, 0 or more
 * @param end the last hash key, less than 2^128
 * @see <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_HashKeyRange.html">
 *     HashKeyRange</a>
 */
public record HashKeyRange(BigInteger start, BigInteger end) {
  private static final BigInteger KEYS = BigInteger.ONE.shiftLeft(128);

  /**
   * Returns the hash key of a partition key: its MD5.
   *
   * @param partitionKey any text
   * @return 0 to 2^128 - 1
   */
  public static BigInteger hashKey(String partitionKey) {
    try {
      byte[] bytes = partitionKey.getBytes(StandardCharsets.UTF_8);
      return new BigInteger(1, MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  static boolean isHashKey(BigInteger key) {
    return key.signum() >= 0 && key.compareTo(KEYS) < 0;
  }

  /**
   * Divides all hash keys into this number of ranges of equal width. The last range also has the
   * remainder.
   */
  static List<HashKeyRange> evenly(int count) {
    BigInteger width = KEYS.divide(BigInteger.valueOf(count));
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              BigInteger start = width.multiply(BigInteger.valueOf(i));
              BigInteger next = i == count - 1 ? KEYS : start.add(width);
              return new HashKeyRange(start, next.subtract(BigInteger.ONE));
            })
        .toList();
  }

  HashKeyRange below(BigInteger key) {
    return new HashKeyRange(start, key.subtract(BigInteger.ONE));
  }

  HashKeyRange from(BigInteger key) {
    return new HashKeyRange(key, end);
  }

  /** Returns the range of this range and the next one together. */
  HashKeyRange through(HashKeyRange next) {
    return new HashKeyRange(start, next.end);
  }

  boolean isDirectlyBefore(HashKeyRange other) {
    return end.add(BigInteger.ONE).equals(other.start);
  }
}

package io.localstream.engine.stream;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A record to put.
 *
 * @param partitionKey 1 to 256 characters
 * @param explicitHashKey replaces the hash key of the partition key
 * @param data the data; the stream keeps the array, so nobody may change it
 */
@SuppressWarnings(
    "ArrayRecordComponent") // All readers share the array, so the data is in memory once.
public record NewRecord(String partitionKey, Optional<BigInteger> explicitHashKey, byte[] data) {

  /**
   * Checks the hash key.
   *
   * @throws StreamException {@code InvalidArgumentException} if it is out of range
   */
  public NewRecord {
    if (explicitHashKey.isPresent() && !HashKeyRange.isHashKey(explicitHashKey.get())) {
      throw StreamException.invalidArgument(
          "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified"
              + " value was %s",
          explicitHashKey.get());
    }
  }

  BigInteger hashKey() {
    return explicitHashKey.orElseGet(() -> HashKeyRange.hashKey(partitionKey));
  }
}

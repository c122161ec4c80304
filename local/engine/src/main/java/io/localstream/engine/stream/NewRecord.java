package io.localstream.engine.stream;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A record to put.
 *
 * @param partitionKey 1 to 256 characters
 * @param explicitHashKey the hash key, in place of that of the partition key
 * @param data its data, which the stream keeps and nobody may change
 */
@SuppressWarnings("ArrayRecordComponent") // Held once, and shared by all who read it.
public record NewRecord(String partitionKey, Optional<BigInteger> explicitHashKey, byte[] data) {

  /**
   * Checks the hash key.
   *
   * @throws StreamException {@code InvalidArgumentException} where it is out of range
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

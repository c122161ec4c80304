package io.localstream.engine.source;

import java.time.Instant;

/**
 * A record of a stream on its way to a function.
 *
 * @param sequenceNumber unique in its shard
 * @param partitionKey records of one key stay in order
 * @param arrival about when the stream accepted it
 * @param selected whether the mapping's filters let it through to the function
 * @param entry its element of the invocation event, JSON in UTF-8; empty where it is not selected
 */
record StreamRecord(
    String sequenceNumber, String partitionKey, Instant arrival, boolean selected, byte[] entry) {}

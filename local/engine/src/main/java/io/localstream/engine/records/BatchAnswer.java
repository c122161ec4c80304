package io.localstream.engine.records;

import java.util.Optional;

/**
 * The end of the delivery of a batch.
 *
 * @param processed how many records at the beginning of the batch are processed
 * @param throttled whether the invocation was throttled
 * @param requestId the invocation's id; empty if the function did not run
 * @param error the function's error, or why records are not processed; empty if all are processed
 */
public record BatchAnswer(
    int processed, boolean throttled, Optional<String> requestId, Optional<String> error) {}

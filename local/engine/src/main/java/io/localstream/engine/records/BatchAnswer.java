package io.localstream.engine.records;

import java.util.Optional;

/**
 * How the delivery of a batch ended.
 *
 * @param processed how many records at the beginning of the batch are processed
 * @param throttled whether the function was not run
 * @param requestId the invocation's id; empty where the function was not run
 * @param error what the function answered where it failed, or why records are not processed
 */
public record BatchAnswer(
    int processed, boolean throttled, Optional<String> requestId, Optional<String> error) {}

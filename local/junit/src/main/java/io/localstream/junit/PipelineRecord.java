package io.localstream.junit;

/**
 * A record that was put on a stream.
 *
 * @param partitionKey its partition key
 * @param data its data, decoded as UTF-8
 * @param state its state at an event source mapping
 * @param attempts how often the function was invoked with it, 0 or more
 */
public record PipelineRecord(String partitionKey, String data, State state, int attempts) {
  /** The state of a record at an event source mapping. */
  public enum State {
    /** It is on the stream, and not yet settled. */
    PENDING,
    /** The function processed it, and the checkpoint has passed it. */
    PROCESSED,
    /** It did not match the filter. */
    FILTERED,
    /** It was discarded, and is in the on-failure destination. */
    FAILED,
    /** It was discarded, and nothing keeps it. */
    DROPPED
  }
}

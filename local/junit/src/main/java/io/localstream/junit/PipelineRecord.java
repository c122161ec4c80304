package io.localstream.junit;

/**
 * A record that is or was on a stream.
 *
 * @param partitionKey its key
 * @param data what it holds, read as UTF-8
 * @param state what became of it
 * @param attempts how often a function was given it, 0 or more
 */
public record PipelineRecord(String partitionKey, String data, State state, int attempts) {
  /** What became of a record. */
  public enum State {
    /** It is on the stream, and to be processed. */
    PENDING,
    /** The mapping checkpointed it as processed. */
    PROCESSED,
    /** The mapping's filter left it out. */
    FILTERED,
    /** The mapping gave up, and the failure destination has it. */
    FAILED,
    /** The mapping gave up, and nothing has it. */
    DROPPED
  }
}

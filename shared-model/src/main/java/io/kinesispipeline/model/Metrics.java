package io.kinesispipeline.model;

/**
 * The names of the metrics that the functions write, and that alarms and dashboard read. Each has
 * one dimension, the function's name.
 */
public final class Metrics {
  /** The namespace of all of them. */
  public static final String NAMESPACE = Names.METRIC_NAMESPACE;

  /** The dimension: the function's name. */
  public static final String FUNCTION_NAME = "FunctionName";

  /** Count: how many events the stream accepted in an invocation of the producer. */
  public static final String EVENTS_PRODUCED = "EventsProduced";

  /** Count: how many it had not accepted when the invocation gave up; 0 where all were. */
  public static final String EVENTS_REJECTED = "EventsRejected";

  /** Count: how many records were processed in an invocation of the consumer. */
  public static final String EVENTS_CONSUMED = "EventsConsumed";

  /** Count: how many were not, for they are malformed or processing failed; at each delivery. */
  public static final String EVENTS_FAILED = "EventsFailed";

  /** Milliseconds: from an event's time to the end of its processing, one value an event. */
  public static final String END_TO_END_LATENCY = "EndToEndLatency";

  private Metrics() {}
}

package io.kinesispipeline.model;

/**
 * The names of the custom metrics that the functions write, and that the alarms and the dashboard
 * use. Each metric has one dimension, the function's name.
 */
public final class Metrics {
  /** The namespace of all metrics. */
  public static final String NAMESPACE = Names.METRIC_NAMESPACE;

  /** The dimension: the function's name. */
  public static final String FUNCTION_NAME = "FunctionName";

  /** Count: the events of an invocation of the producer that the stream accepted. */
  public static final String EVENTS_PRODUCED = "EventsProduced";

  /**
   * Count: the events of an invocation that the stream had not accepted when the time ran out; 0 if
   * it accepted all.
   */
  public static final String EVENTS_REJECTED = "EventsRejected";

  /** Count: the records that an invocation of the consumer processed. */
  public static final String EVENTS_CONSUMED = "EventsConsumed";

  /** Count: the records that are malformed or whose processing failed, at each delivery. */
  public static final String EVENTS_FAILED = "EventsFailed";

  /** Milliseconds: from the time of an event to the end of its processing, one value per event. */
  public static final String END_TO_END_LATENCY = "EndToEndLatency";

  private Metrics() {}
}

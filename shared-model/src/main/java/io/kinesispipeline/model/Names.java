package io.kinesispipeline.model;

/** The names that a stack and a function, or two stacks, must agree on. */
public final class Names {
  /** SSM parameter with the stream's name: written by the stream's stack, read by the others. */
  public static final String STREAM_NAME_PARAMETER = "/streams/my-stream/name";

  /** SSM parameter with the stream's ARN: written by the stream's stack, read by the others. */
  public static final String STREAM_ARN_PARAMETER = "/streams/my-stream/arn";

  /** Environment variable of the producer: the stream's name. */
  public static final String STREAM_NAME_VARIABLE = "STREAM_NAME";

  /**
   * Environment variable of the producer: the SSM parameter that holds the stream's name, read by
   * the function itself where {@link #STREAM_NAME_VARIABLE} is not set.
   */
  public static final String STREAM_NAME_PARAMETER_VARIABLE = "STREAM_NAME_PARAMETER";

  /** Environment variable of the producer: how many events an invocation makes, 1 to 10,000. */
  public static final String EVENTS_PER_INVOCATION_VARIABLE = "EVENTS_PER_INVOCATION";

  /**
   * Environment variable of both functions: {@code false} leaves events out of the log lines, and
   * {@code true}, the default, leaves them in.
   */
  public static final String LOG_PAYLOADS_VARIABLE = "LOG_PAYLOADS";

  private Names() {}
}

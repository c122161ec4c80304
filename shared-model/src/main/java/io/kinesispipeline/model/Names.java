package io.kinesispipeline.model;

/**
 * The names on AWS: what the stacks create, and what a stack and a function, or two stacks, must
 * agree on. To rename the pipeline, change them here. The stack adds the stage to them.
 */
public final class Names {
  /** The stack of the stream: its id, and its name. */
  public static final String STREAM_STACK = "StreamStack";

  /** The stack of the producer: its id, and its name. */
  public static final String PRODUCER_STACK = "ProducerStack";

  /** The stack of the consumer: its id, and its name. */
  public static final String CONSUMER_STACK = "ConsumerStack";

  /** The stream, where the setting {@code streamName} does not name it. */
  public static final String STREAM = "MyStream";

  /** The producer function. The names of its log group and of its alarms derive from it. */
  public static final String PRODUCER_FUNCTION = "producer-lambda";

  /** The consumer function. The names of its log group and of its alarms derive from it. */
  public static final String CONSUMER_FUNCTION = "consumer-lambda";

  /** The EventBridge rule that invokes the producer. */
  public static final String SCHEDULE_RULE = "ScheduleProducer";

  /** The dashboard of the whole pipeline; the stack adds the region. */
  public static final String DASHBOARD = "kinesis-pipeline";

  /** The CloudWatch namespace of the functions' metrics. */
  public static final String METRIC_NAMESPACE = "KinesisPipeline";

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
   * Environment variable of the producer: the most that the stream takes of a record, data and
   * partition key, 1,024 to 10,240 KiB.
   */
  public static final String MAX_RECORD_SIZE_KB_VARIABLE = "MAX_RECORD_SIZE_KB";

  /**
   * Environment variable of both functions: {@code false} leaves events out of the log lines, and
   * {@code true}, the default, leaves them in.
   */
  public static final String LOG_PAYLOADS_VARIABLE = "LOG_PAYLOADS";

  private Names() {}
}

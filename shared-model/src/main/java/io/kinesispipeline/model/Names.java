package io.kinesispipeline.model;

/**
 * The names of AWS resources, parameters and environment variables that stacks and functions share.
 * To rename the pipeline, change them here. The stacks append the stage to the names of resources.
 */
public final class Names {
  /** The ID and name of the stack of the stream. */
  public static final String STREAM_STACK = "StreamStack";

  /** The ID and name of the stack of the producer. */
  public static final String PRODUCER_STACK = "ProducerStack";

  /** The ID and name of the stack of the consumer. */
  public static final String CONSUMER_STACK = "ConsumerStack";

  /** The default of the setting {@code streamName}. */
  public static final String STREAM = "MyStream";

  /** The producer function. The names of its log group and alarms are derived from it. */
  public static final String PRODUCER_FUNCTION = "producer-lambda";

  /** The consumer function. The names of its log group and alarms are derived from it. */
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
   * the function if {@link #STREAM_NAME_VARIABLE} is not set.
   */
  public static final String STREAM_NAME_PARAMETER_VARIABLE = "STREAM_NAME_PARAMETER";

  /** Environment variable of the producer: the number of events per invocation, 1 to 10,000. */
  public static final String EVENTS_PER_INVOCATION_VARIABLE = "EVENTS_PER_INVOCATION";

  /**
   * Environment variable of the producer: the maximum size of a record's data and partition key
   * together, 1,024 to 10,240 KiB.
   */
  public static final String MAX_RECORD_SIZE_KB_VARIABLE = "MAX_RECORD_SIZE_KB";

  /**
   * Environment variable of both functions: {@code false} omits events from log lines; {@code
   * true}, the default, includes them.
   */
  public static final String LOG_PAYLOADS_VARIABLE = "LOG_PAYLOADS";

  private Names() {}
}

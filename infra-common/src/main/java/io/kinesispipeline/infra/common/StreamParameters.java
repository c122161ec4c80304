package io.kinesispipeline.infra.common;

import java.util.Map;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.constructs.Construct;

/**
 * The stream's name and ARN in another stack. CloudFormation reads them from SSM parameters at each
 * deployment. A CloudFormation export would instead prevent changes to the stream's stack while
 * another stack imports it.
 *
 * @param name the stream's name, which is known at deployment
 * @param arn the stream's ARN, which is known at deployment
 */
public record StreamParameters(String name, String arn) {
  private static final String SSM_VALUE = "AWS::SSM::Parameter::Value<String>";

  /**
   * Adds the parameters to a stack.
   *
   * @param stack the stack; call this once per stack
   * @param stage the stage of the stream
   * @return the stream
   */
  public static StreamParameters in(Construct stack, Stage stage) {
    return new StreamParameters(
        parameter(
            stack,
            "StreamName",
            stage.streamNameParameter(),
            "SSM parameter with the stream's name"),
        parameter(
            stack, "StreamArn", stage.streamArnParameter(), "SSM parameter with the stream's ARN"));
  }

  /**
   * Returns one of the stream's <a
   * href="https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html">metrics</a>,
   * as sums over {@link FunctionMetrics#PERIOD}.
   *
   * @param metricName the metric's name, such as {@code IncomingRecords}
   * @return the metric
   */
  public Metric sumOf(String metricName) {
    return Metric.Builder.create()
        .namespace("AWS/Kinesis")
        .metricName(metricName)
        .dimensionsMap(Map.of("StreamName", name))
        .statistic(Stats.SUM)
        .period(FunctionMetrics.PERIOD)
        .build();
  }

  private static String parameter(
      Construct stack, String id, String ssmParameter, String description) {
    return CfnParameter.Builder.create(stack, id)
        .type(SSM_VALUE)
        .defaultValue(ssmParameter)
        .description(description)
        .build()
        .getValueAsString();
  }
}

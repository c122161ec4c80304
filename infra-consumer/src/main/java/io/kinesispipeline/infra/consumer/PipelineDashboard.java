package io.kinesispipeline.infra.consumer;

import io.kinesispipeline.infra.common.FunctionMetrics;
import io.kinesispipeline.infra.common.PipelineAlarm;
import io.kinesispipeline.infra.common.PipelineFunction;
import io.kinesispipeline.infra.common.Stage;
import io.kinesispipeline.model.Metrics;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.HorizontalAnnotation;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.LogQueryWidget;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.amazon.awscdk.services.cloudwatch.TextWidget;
import software.constructs.Construct;

/**
 * The whole pipeline on one page, in the order of the questions: is it healthy, is it keeping up,
 * what failed. It knows what other stacks own by names alone, so that they stay free.
 */
final class PipelineDashboard extends Construct {
  private static final String NAME = "kinesis-pipeline-";
  private static final int WIDTH = 24;
  private static final int HEIGHT = 6;

  /** What the functions log at level ERROR, and, in any format, what the platform ended. */
  private static final List<String> FAILURES =
      List.of(
          "fields @timestamp, @log, coalesce(message, @message) as text, AWSRequestId,"
              + " sequenceNumber",
          "filter level in ['ERROR', 'FATAL'] or record.status in ['error', 'failure', 'timeout'] or"
              + " @message like /Consumer (failed|malformed):|Exception|Task timed out/",
          "sort @timestamp desc",
          "limit 50");

  private final Stage stage;
  private final String streamName;
  private final FunctionMetrics producer;
  private final FunctionMetrics consumer;

  /**
   * Defines the dashboard.
   *
   * @param scope the stack
   * @param stage which copy of the pipeline
   * @param streamName the stream's name
   * @param alarms those that the stacks have
   * @param latencyAlarm the age of a record at which the consumer's first alarm fires
   * @param mapping the event source mapping's metrics
   */
  PipelineDashboard(
      Construct scope,
      Stage stage,
      String streamName,
      List<PipelineAlarm> alarms,
      Duration latencyAlarm,
      MappingMetrics mapping) {
    super(scope, "Dashboard");
    this.stage = stage;
    this.streamName = streamName;
    this.producer = new FunctionMetrics(PipelineFunction.PRODUCER.nameIn(stage));
    this.consumer = new FunctionMetrics(PipelineFunction.CONSUMER.nameIn(stage));
    Dashboard.Builder.create(this, "Resource")
        // An account has one namespace of dashboards for all its regions.
        .dashboardName(stage.named(NAME + Stack.of(this).getRegion()))
        .widgets(List.of(health(alarms), keepingUp(latencyAlarm), failures(mapping)))
        .build();
  }

  private List<IWidget> health(List<PipelineAlarm> alarms) {
    return List.of(
        heading("Is it healthy?"),
        AlarmStatusWidget.Builder.create()
            .title("Alarms")
            .alarms(alarms.stream().map(this::alarm).toList())
            .width(WIDTH)
            .height(3)
            .build(),
        graph(
            "Events",
            producer.ofItsOwn(Metrics.EVENTS_PRODUCED, Stats.SUM),
            consumer.ofItsOwn(Metrics.EVENTS_CONSUMED, Stats.SUM)),
        graph(
            "Invocations that failed",
            producer.ofLambda("Errors", Stats.SUM),
            consumer.ofLambda("Errors", Stats.SUM)));
  }

  private List<IWidget> keepingUp(Duration latencyAlarm) {
    return List.of(
        heading("Is it keeping up?"),
        GraphWidget.Builder.create()
            .title("How far the consumer is behind")
            .left(List.of(consumer.ofLambda("IteratorAge", Stats.MAXIMUM)))
            .leftAnnotations(
                List.of(
                    HorizontalAnnotation.builder()
                        .label("alarm")
                        .value(latencyAlarm.toMilliseconds())
                        .build()))
            .width(WIDTH / 3)
            .height(HEIGHT)
            .build(),
        graph(
            3,
            "From an event to the end of its processing",
            consumer.ofItsOwn(Metrics.END_TO_END_LATENCY, Stats.p(50)),
            consumer.ofItsOwn(Metrics.END_TO_END_LATENCY, Stats.p(99))),
        graph(
            3,
            "Duration",
            producer.ofLambda("Duration", Stats.p(99)),
            consumer.ofLambda("Duration", Stats.p(99))),
        graph(
            "Records and bytes on the stream",
            ofStream("IncomingRecords"),
            ofStream("IncomingBytes"),
            ofStream("GetRecords.Records")),
        graph(
            "Held back",
            ofStream("WriteProvisionedThroughputExceeded"),
            ofStream("ReadProvisionedThroughputExceeded"),
            producer.ofLambda("Throttles", Stats.SUM),
            consumer.ofLambda("Throttles", Stats.SUM)));
  }

  private List<IWidget> failures(MappingMetrics mapping) {
    return List.of(
        heading("What failed?"),
        graph(
            "Events",
            producer.ofItsOwn(Metrics.EVENTS_REJECTED, Stats.SUM),
            consumer.ofItsOwn(Metrics.EVENTS_FAILED, Stats.SUM)),
        graph("Records given up", mapping.kept(), mapping.dropped()),
        LogQueryWidget.Builder.create()
            .title("Latest failures")
            .logGroupNames(List.of(logGroup(producer), logGroup(consumer)))
            .queryLines(FAILURES)
            .width(WIDTH)
            .height(HEIGHT)
            .build());
  }

  private IAlarm alarm(PipelineAlarm alarm) {
    return Alarm.fromAlarmName(this, alarm.nameIn(Stage.NONE), alarm.nameIn(stage));
  }

  private static String logGroup(FunctionMetrics function) {
    return "/aws/lambda/" + function.functionName();
  }

  private Metric ofStream(String name) {
    return Metric.Builder.create()
        .namespace("AWS/Kinesis")
        .metricName(name)
        .dimensionsMap(Map.of("StreamName", streamName))
        .statistic(Stats.SUM)
        .period(FunctionMetrics.PERIOD)
        .build();
  }

  private static IWidget heading(String question) {
    return TextWidget.Builder.create().markdown("## " + question).width(WIDTH).height(1).build();
  }

  private static IWidget graph(String title, IMetric... metrics) {
    return graph(2, title, metrics);
  }

  private static IWidget graph(int inARow, String title, IMetric... metrics) {
    return GraphWidget.Builder.create()
        .title(title)
        .left(List.of(metrics))
        .width(WIDTH / inARow)
        .height(HEIGHT)
        .build();
  }
}

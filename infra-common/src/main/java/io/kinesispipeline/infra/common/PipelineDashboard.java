package io.kinesispipeline.infra.common;

import io.kinesispipeline.model.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.HorizontalAnnotation;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.LogQueryWidget;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.amazon.awscdk.services.cloudwatch.TextWidget;
import software.constructs.Construct;

/**
 * A dashboard of the pipeline, or of one consumer, in three sections: is it healthy, is it keeping
 * up, what failed. It refers to resources of other stacks by name only, so that the stacks stay
 * independent.
 */
public final class PipelineDashboard extends Construct {
  private static final int WIDTH = 24;
  private static final int HEIGHT = 6;

  /**
   * Finds what the functions log at level ERROR, and, in both log formats, invocations that Lambda
   * ended.
   */
  private static final List<String> FAILURES =
      List.of(
          "fields @timestamp, @log, coalesce(message, @message) as text, AWSRequestId,"
              + " sequenceNumber",
          "filter level in ['ERROR', 'FATAL'] or record.status in ['error', 'failure', 'timeout']"
              + " or @message like /Consumer (failed|malformed):|Exception|Task timed out/",
          "sort @timestamp desc",
          "limit 50");

  private final FunctionStack stack;
  private final PipelineDashboardProps props;
  private final FunctionMetrics consumer;

  /**
   * Defines the dashboard of a stack.
   *
   * @param stack the stack, which has no other dashboard
   * @param props the properties of the dashboard
   */
  public PipelineDashboard(FunctionStack stack, PipelineDashboardProps props) {
    super(stack, "Dashboard");
    this.stack = stack;
    this.props = props;
    this.consumer = props.consumer().metrics();
    Dashboard.Builder.create(this, "Resource")
        // The names of dashboards are unique in an account, over all regions.
        .dashboardName(stack.named(props.name() + "-" + stack.getRegion()))
        .widgets(List.of(health(), keepingUp(), failures()))
        .build();
  }

  private List<IWidget> health() {
    return List.of(
        heading("Is it healthy?"),
        AlarmStatusWidget.Builder.create()
            .title("Alarms")
            .alarms(props.alarms().stream().map(this::alarm).toList())
            .width(WIDTH)
            .height(3)
            .build(),
        graph(2, "Events", ofBoth(Metrics.EVENTS_PRODUCED, Metrics.EVENTS_CONSUMED)),
        graph(2, "Failed invocations", ofBoth(f -> f.lambdaMetric("Errors", Stats.SUM))));
  }

  private List<IWidget> keepingUp() {
    return List.of(
        heading("Is it keeping up?"),
        GraphWidget.Builder.create()
            .title("Iterator age of the consumer")
            .left(List.of(consumer.lambdaMetric("IteratorAge", Stats.MAXIMUM)))
            .leftAnnotations(
                List.of(
                    HorizontalAnnotation.builder()
                        .label("alarm")
                        .value(props.consumer().latencyAlarm().toMilliseconds())
                        .build()))
            .width(WIDTH / 3)
            .height(HEIGHT)
            .build(),
        graph(
            3,
            "End-to-end latency",
            List.of(
                consumer.customMetric(Metrics.END_TO_END_LATENCY, Stats.p(50)),
                consumer.customMetric(Metrics.END_TO_END_LATENCY, Stats.p(99)))),
        graph(3, "Duration", ofBoth(f -> f.lambdaMetric("Duration", Stats.p(99)))),
        graph(
            2,
            "Records and bytes on the stream",
            ofStream("IncomingRecords", "IncomingBytes", "GetRecords.Records")),
        graph(2, "Throttling", throttling()));
  }

  private List<IWidget> failures() {
    List<IMetric> discarded =
        props.consumer().mapping().stream()
            .<IMetric>flatMap(mapping -> Stream.of(mapping.kept(), mapping.dropped()))
            .toList();
    return List.of(
        heading("What failed?"),
        graph(2, "Events", ofBoth(Metrics.EVENTS_REJECTED, Metrics.EVENTS_FAILED)),
        graph(2, "Discarded records", discarded),
        LogQueryWidget.Builder.create()
            .title("Latest failures")
            .logGroupNames(functions().map(PipelineDashboard::logGroup).toList())
            .queryLines(FAILURES)
            .width(WIDTH)
            .height(HEIGHT)
            .build());
  }

  private List<IMetric> throttling() {
    List<IMetric> metrics =
        new ArrayList<>(
            ofStream("WriteProvisionedThroughputExceeded", "ReadProvisionedThroughputExceeded"));
    metrics.addAll(ofBoth(function -> function.lambdaMetric("Throttles", Stats.SUM)));
    return metrics;
  }

  private IAlarm alarm(String name) {
    return Alarm.fromAlarmName(this, name, name);
  }

  private static String logGroup(FunctionMetrics function) {
    return "/aws/lambda/" + function.functionName();
  }

  private Optional<FunctionMetrics> producer() {
    return props.producerFunction().map(stack::named).map(FunctionMetrics::new);
  }

  /** Returns the producer, if the dashboard shows it, and the consumer. */
  private Stream<FunctionMetrics> functions() {
    return Stream.concat(producer().stream(), Stream.of(consumer));
  }

  private List<IMetric> ofBoth(Function<FunctionMetrics, IMetric> metric) {
    return functions().map(metric).toList();
  }

  private List<IMetric> ofBoth(String producerMetric, String consumerMetric) {
    List<IMetric> metrics = new ArrayList<>();
    producer().ifPresent(p -> metrics.add(p.customMetric(producerMetric, Stats.SUM)));
    metrics.add(consumer.customMetric(consumerMetric, Stats.SUM));
    return metrics;
  }

  private List<IMetric> ofStream(String... names) {
    return Stream.of(names).<IMetric>map(stack.stream()::sumOf).toList();
  }

  private static IWidget heading(String question) {
    return TextWidget.Builder.create().markdown("## " + question).width(WIDTH).height(1).build();
  }

  private static IWidget graph(int inARow, String title, List<IMetric> metrics) {
    return GraphWidget.Builder.create()
        .title(title)
        .left(metrics)
        .width(WIDTH / inARow)
        .height(HEIGHT)
        .build();
  }
}

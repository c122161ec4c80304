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
 * The pipeline, or one of its consumers, on one page, in the order of the questions: is it healthy,
 * is it keeping up, what failed. It knows what other stacks own by names alone, so that they stay
 * free.
 */
public final class PipelineDashboard extends Construct {
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

  private final FunctionStack stack;
  private final PipelineDashboardProps props;
  private final FunctionMetrics consumer;

  /**
   * Defines the dashboard.
   *
   * @param stack the stack; a stack has one
   * @param props what it shows
   */
  public PipelineDashboard(FunctionStack stack, PipelineDashboardProps props) {
    super(stack, "Dashboard");
    this.stack = stack;
    this.props = props;
    this.consumer = props.consumer().metrics();
    Dashboard.Builder.create(this, "Resource")
        // An account has one namespace of dashboards for all its regions.
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
        graph(2, "Invocations that failed", ofBoth(f -> f.ofLambda("Errors", Stats.SUM))));
  }

  private List<IWidget> keepingUp() {
    return List.of(
        heading("Is it keeping up?"),
        GraphWidget.Builder.create()
            .title("How far the consumer is behind")
            .left(List.of(consumer.ofLambda("IteratorAge", Stats.MAXIMUM)))
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
            "From an event to the end of its processing",
            List.of(
                consumer.ofItsOwn(Metrics.END_TO_END_LATENCY, Stats.p(50)),
                consumer.ofItsOwn(Metrics.END_TO_END_LATENCY, Stats.p(99)))),
        graph(3, "Duration", ofBoth(f -> f.ofLambda("Duration", Stats.p(99)))),
        graph(
            2,
            "Records and bytes on the stream",
            ofStream("IncomingRecords", "IncomingBytes", "GetRecords.Records")),
        graph(2, "Held back", heldBack()));
  }

  private List<IWidget> failures() {
    List<IMetric> givenUp =
        props.consumer().mapping().stream()
            .<IMetric>flatMap(mapping -> Stream.of(mapping.kept(), mapping.dropped()))
            .toList();
    return List.of(
        heading("What failed?"),
        graph(2, "Events", ofBoth(Metrics.EVENTS_REJECTED, Metrics.EVENTS_FAILED)),
        graph(2, "Records given up", givenUp),
        LogQueryWidget.Builder.create()
            .title("Latest failures")
            .logGroupNames(functions().map(PipelineDashboard::logGroup).toList())
            .queryLines(FAILURES)
            .width(WIDTH)
            .height(HEIGHT)
            .build());
  }

  private List<IMetric> heldBack() {
    List<IMetric> metrics =
        new ArrayList<>(
            ofStream("WriteProvisionedThroughputExceeded", "ReadProvisionedThroughputExceeded"));
    metrics.addAll(ofBoth(function -> function.ofLambda("Throttles", Stats.SUM)));
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

  /** The producer, where the dashboard shows it, and the consumer. */
  private Stream<FunctionMetrics> functions() {
    return Stream.concat(producer().stream(), Stream.of(consumer));
  }

  private List<IMetric> ofBoth(Function<FunctionMetrics, IMetric> metric) {
    return functions().map(metric).toList();
  }

  private List<IMetric> ofBoth(String producerMetric, String consumerMetric) {
    List<IMetric> metrics = new ArrayList<>();
    producer().ifPresent(p -> metrics.add(p.ofItsOwn(producerMetric, Stats.SUM)));
    metrics.add(consumer.ofItsOwn(consumerMetric, Stats.SUM));
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

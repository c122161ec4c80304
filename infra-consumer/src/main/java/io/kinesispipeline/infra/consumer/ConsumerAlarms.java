package io.kinesispipeline.infra.consumer;

import io.kinesispipeline.infra.common.Alarms;
import io.kinesispipeline.infra.common.FunctionMetrics;
import io.kinesispipeline.infra.common.PipelineAlarm;
import io.kinesispipeline.infra.common.PipelineFunction;
import io.kinesispipeline.infra.common.Stage;
import io.kinesispipeline.infra.common.StreamParameters;
import io.kinesispipeline.model.Metrics;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/** The consumer's alarms. What each means is in {@link PipelineAlarm}. */
final class ConsumerAlarms {
  /** How many periods in a row something lasts that does not pass by itself. */
  private static final int LASTING = 3;

  /**
   * 1 where records come in and the consumer neither reads any nor is invoked. What comes in is
   * counted twice, at the stream that the consumer is deployed for and at the producer: after the
   * stream was renamed only the producer's count goes on. A metric that is missing counts as 0.
   */
  private static final String STOPPED =
      "IF(FILL(incoming, 0) + FILL(produced, 0) > 0"
          + " AND FILL(polled, 0) + FILL(invocations, 0) == 0, 1, 0)";

  private final ConsumerStackProps props;
  private final Alarms alarms;
  private final FunctionMetrics producer;
  private final FunctionMetrics consumer;

  ConsumerAlarms(Construct stack, Optional<IKey> key, ConsumerStackProps props) {
    this.props = props;
    Stage stage = props.stack().stage();
    this.alarms = new Alarms(stack, stage, key, props.alarmEmail());
    this.producer = new FunctionMetrics(PipelineFunction.PRODUCER.nameIn(stage));
    this.consumer = new FunctionMetrics(PipelineFunction.CONSUMER.nameIn(stage));
  }

  void add(StreamParameters stream, MappingMetrics mapping) {
    alarms.onTooMuch(PipelineAlarm.CONSUMER_STOPPED, stopped(stream, mapping), 1, LASTING);
    IMetric iteratorAge = consumer.ofLambda("IteratorAge", Stats.MAXIMUM);
    alarms.onTooMuch(
        PipelineAlarm.CONSUMER_LATENCY, iteratorAge, props.latencyAlarm().toMilliseconds());
    alarms.onTooMuch(PipelineAlarm.CONSUMER_ITERATOR_AGE, iteratorAge, farBehindMilliseconds());
    alarms.onTooMuch(PipelineAlarm.CONSUMER_ERRORS, consumer.ofLambda("Errors", Stats.SUM), 1);
    // One record that makes the function hang ends within fewer periods.
    alarms.onSlow(PipelineAlarm.CONSUMER_DURATION, consumer, props.function().timeout(), LASTING);
    alarms.onTooMuch(
        PipelineAlarm.CONSUMER_THROTTLED, consumer.ofLambda("Throttles", Stats.SUM), 1);
    if (!props.eventSource().enhancedFanOut()) {
      alarms.onTooMuch(
          PipelineAlarm.CONSUMER_READ_THROTTLED,
          stream.sumOf("ReadProvisionedThroughputExceeded"),
          1,
          LASTING);
    }
    alarms.onTooMuch(PipelineAlarm.CONSUMER_KEPT_RECORDS, mapping.kept(), 1);
    alarms.onTooMuch(PipelineAlarm.CONSUMER_DROPPED_RECORDS, mapping.dropped(), 1);
  }

  private IMetric stopped(StreamParameters stream, MappingMetrics mapping) {
    // In an order of their own: the template must be the same each time.
    Map<String, IMetric> metrics = new TreeMap<>();
    metrics.put("incoming", stream.sumOf("IncomingRecords"));
    metrics.put("produced", producer.ofItsOwn(Metrics.EVENTS_PRODUCED, Stats.SUM));
    metrics.put("polled", mapping.polled());
    metrics.put("invocations", consumer.ofLambda("Invocations", Stats.SUM));
    return MathExpression.Builder.create()
        .expression(STOPPED)
        .label("Stopped")
        .usingMetrics(metrics)
        .period(stoppedPeriod())
        .build();
  }

  /** As long as it takes for a record to come in, so that each period has one. */
  private Duration stoppedPeriod() {
    return props
        .recordInterval()
        .filter(interval -> isLonger(interval, FunctionMetrics.PERIOD))
        .filter(interval -> Alarms.canLookBack(interval, LASTING))
        .orElse(FunctionMetrics.PERIOD);
  }

  private static boolean isLonger(Duration one, Duration other) {
    return one.toSeconds().longValue() > other.toSeconds().longValue();
  }

  private long farBehindMilliseconds() {
    int maximumRecordAge = props.eventSource().maximumRecordAge().toSeconds().intValue();
    return EventSourceSettings.farBehindSeconds(maximumRecordAge) * 1000L;
  }
}

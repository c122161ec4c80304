package io.kinesispipeline.infra.common;

import static io.kinesispipeline.infra.common.ConsumerAlarm.DROPPED_RECORDS;
import static io.kinesispipeline.infra.common.ConsumerAlarm.DURATION;
import static io.kinesispipeline.infra.common.ConsumerAlarm.ERRORS;
import static io.kinesispipeline.infra.common.ConsumerAlarm.ITERATOR_AGE;
import static io.kinesispipeline.infra.common.ConsumerAlarm.KEPT_RECORDS;
import static io.kinesispipeline.infra.common.ConsumerAlarm.LATENCY;
import static io.kinesispipeline.infra.common.ConsumerAlarm.READ_THROTTLED;
import static io.kinesispipeline.infra.common.ConsumerAlarm.STOPPED;
import static io.kinesispipeline.infra.common.ConsumerAlarm.THROTTLED;

import io.kinesispipeline.model.Metrics;
import io.kinesispipeline.model.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Stats;

/** Adds a consumer's alarms. {@link ConsumerAlarm} describes each. */
final class ConsumerAlarms {
  private record DescribedAlarm(String suffix, String description) implements FunctionAlarm {}

  /** Number of consecutive periods after which a condition is not expected to end by itself. */
  private static final int SUSTAINED_PERIODS = 3;

  /**
   * Is 1 while records arrive and the consumer neither reads records nor is invoked. It uses two
   * metrics for arriving records, one of the stream and one of the producer: if the stream was
   * renamed, only the metric of the producer continues. A missing metric counts as 0.
   */
  private static final String STOPPED_EXPRESSION =
      "IF(FILL(incoming, 0) + FILL(produced, 0) > 0 AND %sFILL(invocations, 0) == 0, 1, 0)";

  private final FunctionStack stack;
  private final ConsumerFunctionProps props;
  private final ConsumerSettings settings;
  private final Alarms alarms;

  ConsumerAlarms(FunctionStack stack, ConsumerFunctionProps props) {
    this.stack = stack;
    this.props = props;
    this.settings = props.settings();
    this.alarms = new Alarms(stack, props.definition().name(), settings.alarmEmail());
  }

  /**
   * Adds the alarms, and returns their names. Without a mapping, there are no alarms on its
   * metrics.
   */
  List<String> add(FunctionMetrics consumer, Optional<MappingMetrics> mapping) {
    addThresholdAlarm(STOPPED, stopped(consumer, mapping), 1, SUSTAINED_PERIODS);
    IMetric iteratorAge = consumer.lambdaMetric("IteratorAge", Stats.MAXIMUM);
    addThresholdAlarm(LATENCY, iteratorAge, settings.latencyAlarm().toMilliseconds(), 1);
    addThresholdAlarm(ITERATOR_AGE, iteratorAge, iteratorAgeThreshold(), 1);
    addThresholdAlarm(ERRORS, consumer.lambdaMetric("Errors", Stats.SUM), 1, 1);
    // If one record makes the function time out, its retries end within fewer periods.
    alarms.addDurationAlarm(
        described(DURATION), consumer, settings.function().timeout(), SUSTAINED_PERIODS);
    addThresholdAlarm(THROTTLED, consumer.lambdaMetric("Throttles", Stats.SUM), 1, 1);
    if (!settings.eventSource().enhancedFanOut()) {
      addThresholdAlarm(
          READ_THROTTLED,
          stack.stream().sumOf("ReadProvisionedThroughputExceeded"),
          1,
          SUSTAINED_PERIODS);
    }
    mapping.ifPresent(m -> addThresholdAlarm(KEPT_RECORDS, m.kept(), 1, 1));
    mapping.ifPresent(m -> addThresholdAlarm(DROPPED_RECORDS, m.dropped(), 1, 1));
    return alarms.names();
  }

  /**
   * Returns the alarms that stop a deployment: those that fire if a new version is defective. The
   * alarms on old, kept or throttled records are not among them, because they can fire for a reason
   * that a rollback does not remove.
   */
  List<IAlarm> stoppingDeployments() {
    return List.of(alarms.alarm(ERRORS), alarms.alarm(DURATION));
  }

  private void addThresholdAlarm(
      ConsumerAlarm alarm, IMetric metric, Number threshold, int periods) {
    alarms.addThresholdAlarm(described(alarm), metric, threshold, periods);
  }

  private FunctionAlarm described(ConsumerAlarm alarm) {
    return new DescribedAlarm(
        alarm.suffix(), props.alarmDescriptions().getOrDefault(alarm, alarm.description()));
  }

  private IMetric stopped(FunctionMetrics consumer, Optional<MappingMetrics> mapping) {
    FunctionMetrics producer = new FunctionMetrics(stack.named(Names.PRODUCER_FUNCTION));
    // Sorted, so that the template is the same at each synthesis.
    Map<String, IMetric> metrics = new TreeMap<>();
    metrics.put("incoming", stack.stream().sumOf("IncomingRecords"));
    metrics.put("produced", producer.customMetric(Metrics.EVENTS_PRODUCED, Stats.SUM));
    mapping.ifPresent(m -> metrics.put("polled", m.polled()));
    metrics.put("invocations", consumer.lambdaMetric("Invocations", Stats.SUM));
    return MathExpression.Builder.create()
        .expression(STOPPED_EXPRESSION.formatted(mapping.isPresent() ? "FILL(polled, 0) + " : ""))
        .label("Stopped")
        .usingMetrics(metrics)
        .period(stoppedPeriod())
        .build();
  }

  /** Returns a period that is long enough for a record to arrive in each. */
  private Duration stoppedPeriod() {
    return settings
        .recordInterval()
        .filter(interval -> isLonger(interval, FunctionMetrics.PERIOD))
        .filter(interval -> Alarms.fitsEvaluationRange(interval, SUSTAINED_PERIODS))
        .orElse(FunctionMetrics.PERIOD);
  }

  private static boolean isLonger(Duration one, Duration other) {
    return one.toSeconds().longValue() > other.toSeconds().longValue();
  }

  private long iteratorAgeThreshold() {
    int maximumRecordAge = settings.eventSource().maximumRecordAge().toSeconds().intValue();
    return EventSourceSettings.iteratorAgeAlarmSeconds(maximumRecordAge) * 1000L;
  }
}

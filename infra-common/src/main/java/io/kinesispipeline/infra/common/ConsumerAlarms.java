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
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Stats;

/** A consumer's alarms. What each means is in {@link ConsumerAlarm}. */
final class ConsumerAlarms {
  private record DescribedAlarm(String suffix, String description) implements FunctionAlarm {}

  /** How many periods in a row something lasts that does not pass by itself. */
  private static final int LASTING = 3;

  /**
   * 1 where records come in and the consumer neither reads any nor is invoked. What comes in is
   * counted twice, at the stream that the consumer is deployed for and at the producer: after the
   * stream was renamed only the producer's count goes on. A metric that is missing counts as 0.
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

  /** Adds them, and returns their names. Some are about the mapping, where there is one. */
  List<String> add(FunctionMetrics consumer, Optional<MappingMetrics> mapping) {
    onTooMuch(STOPPED, stopped(consumer, mapping), 1, LASTING);
    IMetric iteratorAge = consumer.ofLambda("IteratorAge", Stats.MAXIMUM);
    onTooMuch(LATENCY, iteratorAge, settings.latencyAlarm().toMilliseconds(), 1);
    onTooMuch(ITERATOR_AGE, iteratorAge, farBehindMilliseconds(), 1);
    onTooMuch(ERRORS, consumer.ofLambda("Errors", Stats.SUM), 1, 1);
    // One record that makes the function hang ends within fewer periods.
    alarms.onSlow(described(DURATION), consumer, settings.function().timeout(), LASTING);
    onTooMuch(THROTTLED, consumer.ofLambda("Throttles", Stats.SUM), 1, 1);
    if (!settings.eventSource().enhancedFanOut()) {
      onTooMuch(
          READ_THROTTLED, stack.stream().sumOf("ReadProvisionedThroughputExceeded"), 1, LASTING);
    }
    mapping.ifPresent(m -> onTooMuch(KEPT_RECORDS, m.kept(), 1, 1));
    mapping.ifPresent(m -> onTooMuch(DROPPED_RECORDS, m.dropped(), 1, 1));
    return alarms.names();
  }

  private void onTooMuch(ConsumerAlarm alarm, IMetric metric, Number threshold, int periods) {
    alarms.onTooMuch(described(alarm), metric, threshold, periods);
  }

  private FunctionAlarm described(ConsumerAlarm alarm) {
    return new DescribedAlarm(
        alarm.suffix(), props.alarmDescriptions().getOrDefault(alarm, alarm.description()));
  }

  private IMetric stopped(FunctionMetrics consumer, Optional<MappingMetrics> mapping) {
    FunctionMetrics producer = new FunctionMetrics(stack.named(Names.PRODUCER_FUNCTION));
    // In an order of their own: the template must be the same each time.
    Map<String, IMetric> metrics = new TreeMap<>();
    metrics.put("incoming", stack.stream().sumOf("IncomingRecords"));
    metrics.put("produced", producer.ofItsOwn(Metrics.EVENTS_PRODUCED, Stats.SUM));
    mapping.ifPresent(m -> metrics.put("polled", m.polled()));
    metrics.put("invocations", consumer.ofLambda("Invocations", Stats.SUM));
    return MathExpression.Builder.create()
        .expression(STOPPED_EXPRESSION.formatted(mapping.isPresent() ? "FILL(polled, 0) + " : ""))
        .label("Stopped")
        .usingMetrics(metrics)
        .period(stoppedPeriod())
        .build();
  }

  /** As long as it takes for a record to come in, so that each period has one. */
  private Duration stoppedPeriod() {
    return settings
        .recordInterval()
        .filter(interval -> isLonger(interval, FunctionMetrics.PERIOD))
        .filter(interval -> Alarms.canLookBack(interval, LASTING))
        .orElse(FunctionMetrics.PERIOD);
  }

  private static boolean isLonger(Duration one, Duration other) {
    return one.toSeconds().longValue() > other.toSeconds().longValue();
  }

  private long farBehindMilliseconds() {
    int maximumRecordAge = settings.eventSource().maximumRecordAge().toSeconds().intValue();
    return EventSourceSettings.farBehindSeconds(maximumRecordAge) * 1000L;
  }
}

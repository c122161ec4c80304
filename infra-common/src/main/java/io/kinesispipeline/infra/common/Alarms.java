package io.kinesispipeline.infra.common;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/**
 * The alarms of a function, and the SNS topic that they notify when they fire and when they return
 * to OK.
 */
public final class Alarms extends Construct {
  /**
   * The longest evaluation range of an alarm: its period times its number of evaluation periods.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html">PutMetricAlarm</a>
   */
  private static final Duration MAX_EVALUATION_RANGE = Duration.days(7);

  /** Threshold of duration alarms, in percent of the function's timeout. */
  private static final int NEAR_TIMEOUT_PERCENT = 80;

  private static final int MAX_MISSED_INTERVALS = 3;
  private static final int MIN_MISSED_INTERVALS = 2;

  private final FunctionStack stack;
  private final String function;
  private final Topic topic;
  private final List<String> names = new ArrayList<>();
  private final Map<String, IAlarm> bySuffix = new HashMap<>();

  /**
   * Defines the topic, without alarms.
   *
   * @param stack the stack. The key policy of its encryption key must allow {@code
   *     cloudwatch.amazonaws.com} to use the key
   * @param function the function's name without a stage; the alarm names start with it
   * @param email the address to notify; SNS first asks it to confirm the subscription
   */
  public Alarms(FunctionStack stack, String function, Optional<String> email) {
    super(stack, "Alarms");
    this.stack = stack;
    this.function = function;
    Topic.Builder builder = Topic.Builder.create(this, "Topic").enforceSsl(true);
    stack.encryptionKey().ifPresent(builder::masterKey);
    topic = builder.build();
    topic.addToResourcePolicy(publishByAlarms());
    email.ifPresent(address -> topic.addSubscription(new EmailSubscription(address)));
  }

  /**
   * Returns the names of the alarms that were added.
   *
   * @return the names, in the order in which they were added
   */
  public List<String> names() {
    return List.copyOf(names);
  }

  /**
   * Returns an alarm that was added.
   *
   * @param alarm the alarm's name
   * @return the alarm
   * @throws IllegalArgumentException if it was not added
   */
  public IAlarm alarm(FunctionAlarm alarm) {
    IAlarm added = bySuffix.get(alarm.suffix());
    if (added == null) {
      throw new IllegalArgumentException("no alarm %s was added".formatted(alarm.suffix()));
    }
    return added;
  }

  /** A topic policy replaces the default policy, which allows the account's alarms to publish. */
  private PolicyStatement publishByAlarms() {
    return PolicyStatement.Builder.create()
        .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
        .actions(List.of("sns:Publish"))
        .resources(List.of(topic.getTopicArn()))
        .conditions(
            Map.of("StringEquals", Map.of("aws:SourceAccount", Stack.of(this).getAccount())))
        .build();
  }

  /**
   * Adds an alarm that fires when one period reaches a threshold. Missing data counts as OK.
   *
   * @param alarm the name and description
   * @param metric the metric, with its period and statistic
   * @param threshold the lowest value that breaches
   */
  public void addThresholdAlarm(FunctionAlarm alarm, IMetric metric, Number threshold) {
    addThresholdAlarm(alarm, metric, threshold, 1);
  }

  /**
   * Adds an alarm that fires when several consecutive periods reach a threshold. Missing data
   * counts as OK.
   *
   * @param alarm the name and description
   * @param metric the metric, with its period and statistic, or a math expression
   * @param threshold the lowest value that breaches
   * @param periods the number of periods, 1 or more
   */
  public void addThresholdAlarm(
      FunctionAlarm alarm, IMetric metric, Number threshold, int periods) {
    add(
        alarm,
        builder(alarm, metric)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
            .threshold(threshold)
            .evaluationPeriods(periods)
            .treatMissingData(TreatMissingData.NOT_BREACHING));
  }

  /**
   * Adds an alarm that fires when the 99th percentile of a function's duration reaches 80 % of its
   * timeout.
   *
   * @param alarm the name and description
   * @param function the function's metrics
   * @param timeout the function's timeout
   * @param periods the number of consecutive periods, 1 or more
   */
  public void addDurationAlarm(
      FunctionAlarm alarm, FunctionMetrics function, Duration timeout, int periods) {
    addThresholdAlarm(
        alarm,
        function.lambdaMetric("Duration", Stats.p(99)),
        timeout.toMilliseconds().longValue() * NEAR_TIMEOUT_PERCENT / 100,
        periods);
  }

  /**
   * Returns whether a number of periods fits into the longest evaluation range of an alarm.
   *
   * @param period the length of a period
   * @param periods the number of periods, 1 or more
   * @return whether an alarm can evaluate them
   */
  public static boolean fitsEvaluationRange(Duration period, int periods) {
    return period.toSeconds().longValue() * periods <= MAX_EVALUATION_RANGE.toSeconds().longValue();
  }

  /**
   * Returns whether an alarm can detect that a regular activity stopped. Its longest evaluation
   * range must hold at least two intervals, so that one late activity does not trigger the alarm.
   *
   * @param interval the longest interval between two activities
   * @return whether an alarm can evaluate them
   */
  public static boolean supportsHeartbeat(Duration interval) {
    return missedIntervals(interval) >= MIN_MISSED_INTERVALS;
  }

  private static int missedIntervals(Duration interval) {
    int most = MAX_EVALUATION_RANGE.toSeconds().intValue() / interval.toSeconds().intValue();
    return Math.min(MAX_MISSED_INTERVALS, most);
  }

  /**
   * Adds an alarm that fires when the metric is below 1 for three intervals, or for two if three
   * exceed the longest evaluation range. Missing data counts as breaching.
   *
   * @param alarm the name and description
   * @param metric the metric, whose period is the longest interval between two activities
   * @throws IllegalArgumentException if an alarm {@linkplain #supportsHeartbeat does not support}
   *     that interval
   */
  public void addHeartbeatAlarm(FunctionAlarm alarm, Metric metric) {
    if (!supportsHeartbeat(metric.getPeriod())) {
      throw new IllegalArgumentException(
          "an alarm needs a period of at most half of its longest evaluation range (%s), was %s"
              .formatted(MAX_EVALUATION_RANGE, metric.getPeriod()));
    }
    add(
        alarm,
        builder(alarm, metric)
            .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
            .threshold(1)
            .evaluationPeriods(missedIntervals(metric.getPeriod()))
            .treatMissingData(TreatMissingData.BREACHING));
  }

  private Alarm.Builder builder(FunctionAlarm alarm, IMetric metric) {
    String name = stack.named(function) + "-" + alarm.suffix();
    names.add(name);
    return Alarm.Builder.create(this, function + "-" + alarm.suffix())
        .alarmName(name)
        .alarmDescription(alarm.description())
        .metric(metric);
  }

  private void add(FunctionAlarm alarm, Alarm.Builder builder) {
    Alarm added = builder.build();
    added.addAlarmAction(new SnsAction(topic));
    added.addOkAction(new SnsAction(topic));
    bySuffix.put(alarm.suffix(), added);
  }
}

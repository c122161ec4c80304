package io.kinesispipeline.infra.common;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
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

/** The alarms of a function, and the topic that hears when they fire and when they are over. */
public final class Alarms extends Construct {
  /**
   * How far back an alarm can look at most.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html">PutMetricAlarm</a>
   */
  private static final Duration LONGEST_LOOK = Duration.days(7);

  /** An invocation that takes this part of its timeout, in percent, is near it. */
  private static final int NEAR_TIMEOUT = 80;

  private static final int SILENT_INTERVALS = 3;
  private static final int FEWEST_SILENT_INTERVALS = 2;

  private final FunctionStack stack;
  private final String function;
  private final Topic topic;
  private final List<String> names = new ArrayList<>();

  /**
   * Defines the topic; it has no alarm yet.
   *
   * @param stack the stack. The policy of its encryption key must let {@code
   *     cloudwatch.amazonaws.com} use it
   * @param function the function's name where there is no stage; the alarms' names begin with it
   * @param email who is told; SNS asks there for consent first
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
   * The names of the alarms that were added.
   *
   * @return in their order
   */
  public List<String> names() {
    return List.copyOf(names);
  }

  /** Once a topic has a policy of its own, that of its account no longer holds. */
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
   * Adds an alarm that fires when one period brings too much. No data is good news: it is quiet.
   *
   * @param alarm which
   * @param metric what, with its period and statistic
   * @param threshold the least value that is too much
   */
  public void onTooMuch(FunctionAlarm alarm, IMetric metric, Number threshold) {
    onTooMuch(alarm, metric, threshold, 1);
  }

  /**
   * Adds an alarm that fires when each of several periods in a row brings too much. No data is good
   * news: it is quiet.
   *
   * @param alarm which
   * @param metric what, with its period and statistic, or an expression
   * @param threshold the least value that is too much
   * @param periods how many, 1 or more
   */
  public void onTooMuch(FunctionAlarm alarm, IMetric metric, Number threshold, int periods) {
    add(
        builder(alarm, metric)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
            .threshold(threshold)
            .evaluationPeriods(periods)
            .treatMissingData(TreatMissingData.NOT_BREACHING));
  }

  /**
   * Adds an alarm that fires when a function's slowest invocations, those beyond the 99th
   * percentile, take 80 % of its timeout or more.
   *
   * @param alarm which
   * @param function the function's metrics
   * @param timeout the function's timeout
   * @param periods in how many periods in a row, 1 or more
   */
  public void onSlow(FunctionAlarm alarm, FunctionMetrics function, Duration timeout, int periods) {
    onTooMuch(
        alarm,
        function.ofLambda("Duration", Stats.p(99)),
        timeout.toMilliseconds().longValue() * NEAR_TIMEOUT / 100,
        periods);
  }

  /**
   * Whether an alarm can look back over several periods.
   *
   * @param period how long a period is
   * @param periods how many, 1 or more
   * @return whether it can
   */
  public static boolean canLookBack(Duration period, int periods) {
    return period.toSeconds().longValue() * periods <= LONGEST_LOOK.toSeconds().longValue();
  }

  /**
   * Whether an alarm can see that something no longer happens: it must be able to look back far
   * enough for it to be late once without being missed.
   *
   * @param interval the longest time between two times that it happens
   * @return whether it can
   */
  public static boolean canHear(Duration interval) {
    return silentIntervals(interval) >= FEWEST_SILENT_INTERVALS;
  }

  private static int silentIntervals(Duration interval) {
    int most = LONGEST_LOOK.toSeconds().intValue() / interval.toSeconds().intValue();
    return Math.min(SILENT_INTERVALS, most);
  }

  /**
   * Adds an alarm that fires when three intervals bring nothing, or two where three are too long
   * for an alarm. No data is bad news: it fires.
   *
   * @param alarm which
   * @param metric what, with a period as long as the longest time between two times that it happens
   * @throws IllegalArgumentException when an alarm {@linkplain #canHear cannot see} that
   */
  public void onSilence(FunctionAlarm alarm, Metric metric) {
    if (!canHear(metric.getPeriod())) {
      throw new IllegalArgumentException("too long for an alarm: " + metric.getPeriod());
    }
    add(
        builder(alarm, metric)
            .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
            .threshold(1)
            .evaluationPeriods(silentIntervals(metric.getPeriod()))
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

  private void add(Alarm.Builder builder) {
    Alarm alarm = builder.build();
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
}

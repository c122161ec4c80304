package io.localstream.engine.cloudwatch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression over metrics: {@code IF}, {@code FILL} with a number, {@code AND}, {@code OR},
 * comparisons, sums and differences. If an operand is missing, the result is missing. Here {@code
 * FILL} also fills in a metric that has never had a value. CloudWatch's documentation does not say
 * whether CloudWatch does that.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html">Using
 *     math expressions with CloudWatch metrics</a>
 */
final class MetricMath implements Datapoints {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:([A-Za-z]\\w*|\\d+(?:\\.\\d+)?)|([<>=!]=|[-+<>(),]))");
  private static final Map<String, DoubleBinaryOperator> COMPARISONS =
      Map.of(
          ">", (a, b) -> a > b ? 1 : 0,
          ">=", (a, b) -> a >= b ? 1 : 0,
          "<", (a, b) -> a < b ? 1 : 0,
          "<=", (a, b) -> a <= b ? 1 : 0,
          "==", (a, b) -> a == b ? 1 : 0,
          "!=", (a, b) -> a != b ? 1 : 0);
  private static final Map<String, DoubleBinaryOperator> SUMS =
      Map.of("+", Double::sum, "-", (a, b) -> a - b);
  private static final Map<String, DoubleBinaryOperator> CONJUNCTION =
      Map.of("AND", (a, b) -> a != 0 && b != 0 ? 1 : 0);
  private static final Map<String, DoubleBinaryOperator> DISJUNCTION =
      Map.of("OR", (a, b) -> a != 0 || b != 0 ? 1 : 0);

  /** The operators, those with the lowest precedence first. */
  private static final List<Map<String, DoubleBinaryOperator>> OPERATORS =
      List.of(DISJUNCTION, CONJUNCTION, COMPARISONS, SUMS);

  private final String expression;
  private final Map<String, AlarmMetric> metrics;
  private final Deque<String> tokens = new ArrayDeque<>();
  private final Datapoints result;

  /**
   * Reads an expression.
   *
   * @param metrics the metrics that the expression may name, by their ids
   * @throws IllegalArgumentException if the expression uses anything else, or names another metric
   */
  MetricMath(String expression, Map<String, AlarmMetric> metrics) {
    this.expression = expression;
    this.metrics = metrics;
    Matcher matcher = TOKEN.matcher(expression.strip());
    while (!matcher.hitEnd() && matcher.lookingAt()) {
      tokens.add(matcher.group().strip());
      matcher.region(matcher.end(), matcher.regionEnd());
    }
    this.result = operation(0);
    if (!tokens.isEmpty() || matcher.regionStart() < matcher.regionEnd()) {
      throw unexpected(tokens.peek());
    }
  }

  @Override
  public Optional<Double> of(List<MetricDatum> data) {
    return result.of(data);
  }

  private Datapoints operation(int level) {
    if (level == OPERATORS.size()) {
      return operand();
    }
    Datapoints left = operation(level + 1);
    while (!tokens.isEmpty() && OPERATORS.get(level).containsKey(tokens.peek())) {
      DoubleBinaryOperator operator = OPERATORS.get(level).get(tokens.poll());
      left = combined(left, operator, operation(level + 1));
    }
    return left;
  }

  private static Datapoints combined(
      Datapoints left, DoubleBinaryOperator operator, Datapoints right) {
    return data ->
        left.of(data).flatMap(a -> right.of(data).map(b -> operator.applyAsDouble(a, b)));
  }

  private Datapoints operand() {
    String token = tokens.isEmpty() ? "" : tokens.poll();
    if (token.equals("(")) {
      Datapoints inner = operation(0);
      expect(")");
      return inner;
    }
    if (token.equals("IF")) {
      return conditional();
    }
    if (token.equals("FILL")) {
      return filled();
    }
    if (metrics.containsKey(token)) {
      return metrics.get(token);
    }
    if (token.matches("\\d.*")) {
      double number = Double.parseDouble(token);
      return data -> Optional.of(number);
    }
    throw unexpected(token);
  }

  private Datapoints conditional() {
    expect("(");
    Datapoints condition = operation(0);
    expect(",");
    Datapoints then = operation(0);
    expect(",");
    Datapoints otherwise = operation(0);
    expect(")");
    return data -> condition.of(data).flatMap(c -> (c == 0 ? otherwise : then).of(data));
  }

  private Datapoints filled() {
    expect("(");
    Datapoints metric = operation(0);
    expect(",");
    Datapoints filling = operation(0);
    expect(")");
    return data -> metric.of(data).or(() -> filling.of(data));
  }

  private void expect(String token) {
    if (!token.equals(tokens.peek())) {
      throw unexpected(tokens.peek());
    }
    tokens.poll();
  }

  private IllegalArgumentException unexpected(String token) {
    return new IllegalArgumentException(
        "the local run cannot evaluate the expression, at %s: %s"
            .formatted(token == null ? "its end" : "'" + token + "'", expression));
  }
}

package io.localstream.engine.schedule;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the interval of {@code rate(…)}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rate-expressions.html">Rate
 *     expressions</a>
 */
final class Rate {
  private static final Pattern RATE = Pattern.compile("([1-9]\\d{0,8})\\s+(minute|hour|day)(s?)");

  private Rate() {}

  static Duration parse(String text) {
    Matcher matcher = RATE.matcher(text.strip());
    if (!matcher.matches()) {
      throw invalid(
          text, "write a number of 1 or more, and minute, minutes, hour, hours, day or days");
    }
    int value = Integer.parseInt(matcher.group(1));
    String unit = matcher.group(2);
    boolean plural = !matcher.group(3).isEmpty();
    if (plural == (value == 1)) {
      throw invalid(text, "write %d %s".formatted(value, value == 1 ? unit : unit + "s"));
    }
    return Duration.of(value, ChronoUnit.valueOf(unit.toUpperCase(Locale.ROOT) + "S"));
  }

  private static IllegalArgumentException invalid(String text, String advice) {
    return new IllegalArgumentException("rate(%s) is not valid: %s".formatted(text, advice));
  }
}

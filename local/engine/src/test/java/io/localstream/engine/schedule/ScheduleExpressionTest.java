package io.localstream.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleExpressionTest {
  /** A Wednesday. */
  private static final Instant NOW = Instant.parse("2026-04-15T12:34:56Z");

  @ParameterizedTest
  @CsvSource({
    "rate(1 minute),    PT1M",
    "rate(5 minutes),   PT5M",
    "rate(1 hour),      PT1H",
    "rate(12 hours),    PT12H",
    "rate(1 day),       PT24H",
    "rate( 7   days ),  PT168H"
  })
  void shouldFireAtTheInterval_whenTheExpressionIsARate(String text, Duration interval) {
    assertThat(ScheduleExpression.parse(text).next(NOW)).contains(NOW.plus(interval));
  }

  @ParameterizedTest
  @CsvSource({
    "rate(1 minutes),   rate(1 minutes) is not valid: write 1 minute",
    "rate(5 minute),    rate(5 minute) is not valid: write 5 minutes",
    "every(5 minutes),  'every(5 minutes)' is not a schedule expression: write rate(…) or cron(…)",
    "'',                '' is not a schedule expression: write rate(…) or cron(…)"
  })
  void shouldSayHowToWriteIt_whenARateIsNotValid(String text, String message) {
    assertThatThrownBy(() -> ScheduleExpression.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "rate(-5 minutes)",
    "rate(0 minutes)",
    "rate(5 seconds)",
    "rate(1.5 hours)",
    "rate(5)",
    "rate()"
  })
  void shouldNameTheUnits_whenARateHasAnother(String text) {
    assertThatThrownBy(() -> ScheduleExpression.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            text
                + " is not valid: write a number of 1 or more, and minute, minutes, hour, hours, day or days");
  }

  /** The first nine are the examples of the EventBridge User Guide. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 10 * * ? *            | 2026-04-16T10:00 2026-04-17T10:00",
        "15 12 * * ? *           | 2026-04-16T12:15 2026-04-17T12:15",
        "0 18 ? * MON-FRI *      | 2026-04-15T18:00 2026-04-16T18:00 2026-04-17T18:00 2026-04-20T18:00",
        "0 8 1 * ? *             | 2026-05-01T08:00 2026-06-01T08:00",
        "0/15 * * * ? *          | 2026-04-15T12:45 2026-04-15T13:00 2026-04-15T13:15",
        "0/10 * ? * MON-FRI *    | 2026-04-15T12:40 2026-04-15T12:50",
        "0/5 8-17 ? * MON-FRI *  | 2026-04-15T12:35 2026-04-15T12:40",
        "0/30 20-23 * * ? *      | 2026-04-15T20:00 2026-04-15T20:30",
        "0/30 0-2 * * ? *        | 2026-04-16T00:00 2026-04-16T00:30 2026-04-16T01:00",
        "1/10 * * * ? *          | 2026-04-15T12:41 2026-04-15T12:51 2026-04-15T13:01",
        "0 9 ? * 3#2 *           | 2026-05-12T09:00 2026-06-09T09:00",
        "0 9 ? * TUE#2 *         | 2026-05-12T09:00 2026-06-09T09:00",
        "0 9 ? * 6L *            | 2026-04-24T09:00 2026-05-29T09:00",
        "0 9 ? * L *             | 2026-04-18T09:00 2026-04-25T09:00",
        "0 9 ? * 1 *             | 2026-04-19T09:00 2026-04-26T09:00",
        "0 9 ? * SUN *           | 2026-04-19T09:00 2026-04-26T09:00",
        "0 9 ? * SUN,WED *       | 2026-04-19T09:00 2026-04-22T09:00",
        "0 9 L * ? *             | 2026-04-30T09:00 2026-05-31T09:00",
        "0 9 LW * ? *            | 2026-04-30T09:00 2026-05-29T09:00",
        "0 9 3W * ? *            | 2026-05-04T09:00 2026-06-03T09:00",
        "0 0 29 2 ? *            | 2028-02-29T00:00",
        "0 0 1 JAN,MAR ? *       | 2027-01-01T00:00 2027-03-01T00:00",
        "0 0 1 1 ? 2027-2028     | 2027-01-01T00:00 2028-01-01T00:00",
        "34 12 15 4 ? 2026/2     | 2028-04-15T12:34"
      })
  void shouldFireAtTheTimes_whenTheExpressionIsACron(String fields, String times) {
    ScheduleExpression cron = ScheduleExpression.parse("cron(" + fields + ")");
    List<Instant> expected =
        Stream.of(times.split(" ")).map(t -> Instant.parse(t + ":00Z")).toList();

    List<Instant> firings =
        Stream.iterate(cron.next(NOW), f -> f.flatMap(cron::next))
            .limit(expected.size())
            .map(Optional::orElseThrow)
            .toList();

    assertThat(firings).isEqualTo(expected);
  }

  @Test
  void shouldNeverFireAgain_whenItsYearsAreOver() {
    assertThat(ScheduleExpression.parse("cron(0 0 1 1 ? 2025)").next(NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 10 * * ?        | write 6 fields",
        "0 0 10 * * ? *    | write 6 fields",
        "0 10 * * * *      | either day-of-month or day-of-week must be ?, but not both",
        "0 10 ? * ? *      | either day-of-month or day-of-week must be ?, but not both",
        "0 10 1 * MON *    | either day-of-month or day-of-week must be ?, but not both",
        "60 10 * * ? *     | Value 60 not in range [0, 59]",
        "0 24 * * ? *      | ",
        "0 10 0 * ? *      | ",
        "0 10 32 * ? *     | ",
        "0 10 * 13 ? *     | ",
        "0 10 ? * 0 *      | ",
        "0 10 ? * 8 *      | ",
        "0 10 ? * 3#6 *    | ",
        "0 10 * * ? 1969   | ",
        "0 10 * * ? 2200   | ",
        "0 10 ? * 3#1,6#3 *| ",
        "a b * * ? *       | "
      })
  void shouldSayWhatIsWrong_whenACronIsNotValid(String fields, String reason) {
    assertThatThrownBy(() -> ScheduleExpression.parse("cron(" + fields + ")"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "cron(" + fields + ") is not valid: " + (reason == null ? "" : reason));
  }

  @Test
  void shouldRefuseAnInterval_whenItIsZero() {
    assertThatThrownBy(() -> ScheduleExpression.every(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

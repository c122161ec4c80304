package io.kinesispipeline.infra.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(1 minute)",
        "rate(5 minutes)",
        "rate(10 hours)",
        "rate(1 day)",
        "cron(0 12 * * ? *)",
        "cron(0/15 8-17 ? * MON-FRI 2026)",
        "cron(0 18 L * ? *)",
        "cron(0 9 ? * 2#1 *)"
      })
  void shouldAccept_whenEventBridgeAccepts(String expression) {
    assertThat(ScheduleExpression.parse(expression)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5 minutes",
        "rate(5 minute)",
        "rate(1 minutes)",
        "rate(0 minutes)",
        "rate(05 minutes)",
        "rate(-5 minutes)",
        "rate(5 seconds)",
        "rate(5minutes)",
        "rate(5 minutes) ",
        "cron(0 12 * * ?)",
        "cron(0 12 * * ? * *)",
        "cron(0 12 * * * *)",
        "cron(0 12 ? * ? *)",
        "cron(0 12 ?? * ? *)X",
        "cron(0 12 * * ? *",
        "cron(0  12 * * ? *)",
        "cron(0 12 * * ? ;)"
      })
  void shouldReject_whenEventBridgeRejects(String expression) {
    assertThat(ScheduleExpression.parse(expression)).isEmpty();
  }
}

package io.kinesispipeline.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import java.time.Instant;
import org.joda.time.DateTime;
import org.junit.jupiter.api.Test;

class TriggerTest {
  private static final Trigger FALLBACK =
      new Trigger("request-1", Instant.parse("2030-01-01T00:00:00Z"));

  private final ScheduledEvent event = new ScheduledEvent();

  @Test
  void shouldHaveTheEventsIdAndTime_whenTheScheduleFires() {
    assertThat(Trigger.of(EventLoader.loadScheduledEvent("events/scheduled.json"), FALLBACK))
        .isEqualTo(
            new Trigger(
                "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa", Instant.parse("2025-06-02T12:02:44Z")));
  }

  @Test
  void shouldUseFallback_whenInvokedManually() {
    assertThat(Trigger.of(event, FALLBACK)).isEqualTo(FALLBACK);
  }

  @Test
  void shouldUseFallbackTime_whenThereIsOnlyAnId() {
    event.setId("a");
    assertThat(Trigger.of(event, FALLBACK)).isEqualTo(new Trigger("a", FALLBACK.time()));
  }

  @Test
  void shouldUseFallbackId_whenThereIsOnlyATime() {
    event.setTime(DateTime.parse("2025-06-02T14:00:00+02:00"));
    assertThat(Trigger.of(event, FALLBACK))
        .isEqualTo(new Trigger("request-1", Instant.parse("2025-06-02T12:00:00Z")));
  }

  @Test
  void shouldSayWhatIsWrong_whenThereIsNoEvent() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trigger.of(null, FALLBACK))
        .withMessageStartingWith("the invocation's input is neither a scheduled event nor {}: ");
  }
}

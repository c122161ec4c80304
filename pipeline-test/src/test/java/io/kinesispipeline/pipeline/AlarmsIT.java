package io.kinesispipeline.pipeline;

import static io.kinesispipeline.pipeline.PipelineStacks.CONSUMER;
import static io.kinesispipeline.pipeline.PipelineStacks.PRODUCER;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.model.Event;
import io.kinesispipeline.model.EventSample;
import io.kinesispipeline.model.Metrics;
import io.kinesispipeline.producer.ProducerHandler;
import io.localstream.junit.LocalPipeline;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Tests that the alarms of the templates fire when something is wrong, and return to OK afterwards.
 * The pipeline's clock skips the time between the events.
 */
class AlarmsIT {
  private static final Duration HALF_A_PERIOD = Duration.ofSeconds(150);

  /** So many periods of five minutes pass until each alarm has fired, and until it is OK again. */
  private static final int UNTIL_ALARM = 4;

  private static final int UNTIL_OK = 6;

  @RegisterExtension
  final LocalPipeline pipeline =
      PipelineStacks.run((event, record, log) -> process())
          .function(
              PRODUCER,
              setup ->
                  new ProducerHandler(
                      (trigger, index) -> generate(),
                      setup.configure(KinesisClient.builder()).build(),
                      setup.environment(),
                      setup.clock()));

  private volatile boolean producerFails;
  private volatile boolean consumerFails;

  private Event generate() {
    if (producerFails) {
      throw new IllegalStateException("cannot generate");
    }
    return EventSample.event();
  }

  private void process() {
    if (consumerFails) {
      throw new IllegalStateException("cannot process");
    }
  }

  /**
   * Fires the schedule once in each of the alarms' periods: in the middle, so that what it causes
   * belongs to this period.
   */
  private void pass(int periods) throws InterruptedException {
    for (int i = 0; i < periods; i++) {
      pipeline.advance(HALF_A_PERIOD);
      pipeline.fireSchedules();
      pipeline.advance(HALF_A_PERIOD);
    }
  }

  @Test
  void shouldNotFire_whenThePipelineIsHealthy() throws Exception {
    pass(24);

    assertThat(pipeline.metric(Metrics.EVENTS_CONSUMED)).hasSize(24);
    assertThat(pipeline.alarms()).isEmpty();
  }

  @Test
  void shouldFire_whenTheProducerFails() throws Exception {
    producerFails = true;
    pass(UNTIL_ALARM);
    assertThat(pipeline.currentAlarms())
        .containsExactly(PRODUCER + "-dead-letters", PRODUCER + "-errors", PRODUCER + "-silent");

    producerFails = false;
    pass(UNTIL_OK);
    assertThat(pipeline.currentAlarms()).doesNotContain(PRODUCER + "-errors", PRODUCER + "-silent");
  }

  @Test
  void shouldFire_whenTheStreamThrottlesTheProducer() throws Exception {
    pipeline.inject("kinesis.throttle=0.5");
    pass(UNTIL_ALARM);
    assertThat(pipeline.alarms()).contains(PRODUCER + "-put-throttled");

    pipeline.inject();
    pass(UNTIL_OK);
    assertThat(pipeline.currentAlarms()).isEmpty();
  }

  @Test
  void shouldFire_whenTheConsumerDoesNotReadItsStream() throws Exception {
    pass(UNTIL_ALARM);
    pipeline.pause(CONSUMER);
    pass(UNTIL_ALARM);
    assertThat(pipeline.currentAlarms()).containsExactly(CONSUMER + "-stopped");

    pipeline.resume(CONSUMER);
    pass(UNTIL_OK);
    assertThat(pipeline.currentAlarms()).isEmpty();
  }

  @Test
  void shouldNotFire_whenNothingComesForAConsumerThatDoesNotRead() throws Exception {
    producerFails = true;
    pipeline.pause(CONSUMER);
    pass(UNTIL_ALARM);

    assertThat(pipeline.alarms()).isNotEmpty().noneMatch(alarm -> alarm.startsWith(CONSUMER));
  }

  @Test
  void shouldFire_whenTheConsumerIsHoursBehind() throws Exception {
    pipeline.pause(CONSUMER);
    pass(7 * 12);
    pipeline.resume(CONSUMER);
    pass(UNTIL_ALARM);
    assertThat(pipeline.alarms()).contains(CONSUMER + "-iterator-age", CONSUMER + "-latency");

    pass(UNTIL_OK);
    assertThat(pipeline.currentAlarms()).isEmpty();
  }

  @Test
  void shouldFire_whenTheConsumerFails() throws Exception {
    consumerFails = true;
    pass(UNTIL_ALARM);
    assertThat(pipeline.currentAlarms()).contains(CONSUMER + "-kept-records");

    consumerFails = false;
    pass(UNTIL_OK);
    assertThat(pipeline.currentAlarms()).isEmpty();
  }

  @Test
  void shouldFire_whenTheConsumerIsThrottled() throws Exception {
    pipeline.inject("consumer.throttle=1");
    pass(UNTIL_ALARM);
    assertThat(pipeline.currentAlarms()).contains(CONSUMER + "-throttled");

    pipeline.inject();
    pass(UNTIL_OK);
    assertThat(pipeline.currentAlarms()).isEmpty();
  }
}

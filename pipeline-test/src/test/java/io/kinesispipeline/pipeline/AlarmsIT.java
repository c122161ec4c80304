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
 * The schedule fires every five minutes of the pipeline's clock, which skips the time in between.
 */
class AlarmsIT {
  private static final Duration UNTIL_ALARM = Duration.ofMinutes(22);
  private static final Duration UNTIL_OK = Duration.ofMinutes(45);

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
                      setup.clock()))
          .schedules();

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

  @Test
  void shouldNotFire_whenThePipelineIsHealthy() throws Exception {
    pipeline.advance(Duration.ofHours(2));

    assertThat(pipeline.metric(Metrics.EVENTS_CONSUMED)).hasSizeGreaterThan(20);
    assertThat(pipeline.alarms()).isEmpty();
  }

  @Test
  void shouldFire_whenTheProducerFails() throws Exception {
    producerFails = true;
    pipeline.advance(UNTIL_ALARM);
    assertThat(pipeline.currentAlarms())
        .containsExactly(PRODUCER + "-dead-letters", PRODUCER + "-errors", PRODUCER + "-silent");

    producerFails = false;
    pipeline.advance(UNTIL_OK);
    assertThat(pipeline.currentAlarms()).doesNotContain(PRODUCER + "-errors", PRODUCER + "-silent");
  }

  @Test
  void shouldFire_whenTheStreamThrottlesTheProducer() throws Exception {
    pipeline.inject("kinesis.throttle=0.5");
    pipeline.advance(UNTIL_ALARM);
    assertThat(pipeline.alarms()).contains(PRODUCER + "-put-throttled");

    pipeline.inject();
    pipeline.advance(UNTIL_OK);
    assertThat(pipeline.currentAlarms()).isEmpty();
  }

  @Test
  void shouldFire_whenTheConsumerDoesNotReadItsStream() throws Exception {
    pipeline.advance(UNTIL_ALARM);
    pipeline.pause(CONSUMER);
    pipeline.advance(UNTIL_ALARM);
    assertThat(pipeline.currentAlarms()).containsExactly(CONSUMER + "-stopped");

    pipeline.resume(CONSUMER);
    pipeline.advance(UNTIL_OK);
    assertThat(pipeline.currentAlarms()).isEmpty();
  }

  @Test
  void shouldNotFire_whenNothingComesForAConsumerThatDoesNotRead() throws Exception {
    producerFails = true;
    pipeline.pause(CONSUMER);
    pipeline.advance(UNTIL_ALARM);

    assertThat(pipeline.alarms()).isNotEmpty().noneMatch(alarm -> alarm.startsWith(CONSUMER));
  }

  @Test
  void shouldFire_whenTheConsumerIsHoursBehind() throws Exception {
    pipeline.pause(CONSUMER);
    pipeline.advance(Duration.ofHours(7));
    pipeline.resume(CONSUMER);
    pipeline.advance(UNTIL_ALARM);
    assertThat(pipeline.alarms()).contains(CONSUMER + "-iterator-age", CONSUMER + "-latency");

    pipeline.advance(UNTIL_OK);
    assertThat(pipeline.currentAlarms()).isEmpty();
  }

  @Test
  void shouldFire_whenTheConsumerFails() throws Exception {
    consumerFails = true;
    pipeline.advance(UNTIL_ALARM);
    assertThat(pipeline.currentAlarms()).contains(CONSUMER + "-kept-records");

    consumerFails = false;
    pipeline.advance(UNTIL_OK);
    assertThat(pipeline.currentAlarms()).isEmpty();
  }

  @Test
  void shouldFire_whenTheConsumerIsThrottled() throws Exception {
    pipeline.inject("consumer.throttle=1");
    pipeline.advance(UNTIL_ALARM);
    assertThat(pipeline.currentAlarms()).contains(CONSUMER + "-throttled");

    pipeline.inject();
    pipeline.advance(UNTIL_OK);
    assertThat(pipeline.currentAlarms()).isEmpty();
  }
}

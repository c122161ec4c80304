package io.kinesispipeline.producer;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.kinesispipeline.model.EventSample;
import io.kinesispipeline.snapstart.Primer;
import io.kinesispipeline.snapstart.RuntimeSerializer;
import io.kinesispipeline.telemetry.Telemetry;
import io.localstream.sender.KinesisClients;
import io.localstream.sender.RecordSender;
import io.localstream.sender.Timing;
import java.time.Duration;
import java.util.Map;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;
import software.amazon.awssdk.core.warmup.SdkWarmUp;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisServiceClientConfiguration;

/**
 * Exercises the invocation path before a snapshot is taken, so that classes are not loaded and
 * compiled after each restore. It has no side effects: the events are samples, no record reaches a
 * stream, and log lines are discarded. It uses its own client, dummy credentials and IDs, because
 * restored environments must not share those from the snapshot.
 *
 * <p>It does not call your {@link EventGenerator}, which can have side effects.
 */
final class Priming {
  /** Enough rounds for the JVM to compile the code that an invocation runs most. */
  private static final int ROUNDS = 20;

  private static final Duration REMAINING = Duration.ofMinutes(1);

  private final KinesisServiceClientConfiguration client;
  private final Telemetry telemetry;
  private final ScheduledEvent event = scheduled();

  Priming(KinesisServiceClientConfiguration client, Telemetry telemetry) {
    this.client = client;
    this.telemetry = telemetry;
  }

  /** Runs the priming steps. */
  void run() {
    Primer primer = new Primer(telemetry);
    if (client.endpointOverride().isEmpty()) {
      // The warm-up sends one unsigned request to STS. A local run must not send requests to AWS,
      // so it skips this step.
      primer.run("the AWS SDK", () -> SdkWarmUp.warmUp(KinesisClient.class));
    }
    primer.run("the sending of events", this::produce);
    primer.run(
        "the conversion of events", () -> RuntimeSerializer.prime(event, new ProducerResponse(1)));
  }

  /** Sends one event with PutRecord, and several with PutRecords. */
  private void produce() {
    EventGenerator generator = (trigger, index) -> EventSample.event();
    try (KinesisClient kinesis = KinesisClients.unconnected(client.region())) {
      RecordSender sender =
          new RecordSender(kinesis, "none", RecordSender.RECORD_BYTES, Timing.system());
      for (int round = 0; round < ROUNDS; round++) {
        for (int events = 1; events <= 2; events++) {
          new EventProducer(events, generator, sender, telemetry.silent())
              .produce(event, "none", REMAINING);
        }
      }
    }
  }

  private static ScheduledEvent scheduled() {
    ScheduledEvent event = new ScheduledEvent();
    event.setId("none");
    event.setTime(new DateTime(0, DateTimeZone.UTC));
    event.setDetail(Map.of());
    return event;
  }
}

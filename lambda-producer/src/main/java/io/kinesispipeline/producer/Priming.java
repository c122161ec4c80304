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
 * Exercises the invocation path before a snapshot is taken, so that what it loads and compiles need
 * not be loaded and compiled after each restore. Nothing comes of it: the events are samples, their
 * records reach no stream, and its lines no log. Clients, credentials and ids are its own too, and
 * gone afterwards: what a restored environment must not share with others is made after the
 * restore.
 *
 * <p>The user's {@link EventGenerator} is not part of it: it may do things that must not happen
 * here.
 */
final class Priming {
  /** So often that the JVM compiles what an invocation runs most. */
  private static final int ROUNDS = 20;

  private static final Duration REMAINING = Duration.ofMinutes(1);

  private final KinesisServiceClientConfiguration client;
  private final Telemetry telemetry;
  private final ScheduledEvent event = scheduled();

  Priming(KinesisServiceClientConfiguration client, Telemetry telemetry) {
    this.client = client;
    this.telemetry = telemetry;
  }

  /** Runs all steps that can be run. */
  void run() {
    Primer primer = new Primer(telemetry);
    if (client.endpointOverride().isEmpty()) {
      // It sends one unsigned request, to STS of the region: nothing may leave a local run.
      primer.run("the AWS SDK", () -> SdkWarmUp.warmUp(KinesisClient.class));
    }
    primer.run("the sending of events", this::produce);
    primer.run(
        "the conversion of events", () -> RuntimeSerializer.prime(event, new ProducerResponse(1)));
  }

  /** Sends one event by PutRecord, and several by PutRecords. */
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

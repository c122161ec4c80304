package io.kinesispipeline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kinesispipeline.telemetry.Telemetry;
import io.localstream.sender.KinesisClients;
import io.localstream.sender.RecordSender;
import io.localstream.sender.Timing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisServiceClientConfiguration;

/**
 * Runs the way of an invocation before a snapshot is taken, so that what it loads and compiles need
 * not be loaded and compiled after each restore. Nothing comes of it: the events are this module's
 * own, their records reach no stream, and its lines no log. Clients, credentials and ids are its
 * own too, and gone afterwards: what a restored environment must not share with others is made
 * after the restore.
 *
 * <p>The user's {@link EventGenerator} is not part of it: it may do things that must not happen
 * here.
 */
final class Priming {
  /** So often that the JVM compiles what an invocation runs most. */
  private static final int ROUNDS = 20;

  private static final Duration REMAINING = Duration.ofMinutes(1);

  private static final byte[] SCHEDULED =
      "{\"version\":\"0\",\"id\":\"none\",\"time\":\"2025-06-02T12:00:00Z\",\"detail\":{}}"
          .getBytes(UTF_8);

  private final Region region;
  private final boolean byTls;
  private final Telemetry telemetry;

  Priming(KinesisServiceClientConfiguration client, Telemetry telemetry) {
    region = client.region();
    byTls = client.endpointOverride().map(URI::getScheme).orElse("https").equals("https");
    this.telemetry = telemetry.silent();
  }

  /** Sends one event by PutRecord, and several by PutRecords. */
  void run() throws IOException {
    ConnectionPriming.run(byTls);
    try (KinesisClient kinesis = KinesisClients.unconnected(region)) {
      RecordSender sender =
          new RecordSender(kinesis, "none", RecordSender.RECORD_BYTES, Timing.system());
      for (int round = 0; round < ROUNDS; round++) {
        for (int events = 1; events <= 2; events++) {
          new EventProducer(events, new HelloGenerator(), sender, telemetry)
              .produce(
                  new ByteArrayInputStream(SCHEDULED),
                  OutputStream.nullOutputStream(),
                  "none",
                  REMAINING);
        }
      }
    }
  }
}

package io.kinesispipeline.local.source;

import static org.awaitility.Awaitility.await;

import io.kinesispipeline.local.access.AccessControl;
import io.kinesispipeline.local.assembly.Deployment;
import io.kinesispipeline.local.assembly.Deployment.EventSourceMapping;
import io.kinesispipeline.local.destination.FailureDestinations;
import io.kinesispipeline.local.metric.MetricDatum;
import io.kinesispipeline.local.metric.RecordedMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** A deployment's mapping on a stream whose records are as old as a test says. */
public final class DrivenSource {
  private static final Duration SOON = Duration.ofSeconds(60);

  private DrivenSource() {}

  /** What is measured when one record comes late, and another one can neither be sent nor kept. */
  public static List<MetricDatum> late(
      Deployment deployment, Duration age, Duration tooOld, Path folder) throws IOException {
    EventSourceMapping mapping = deployment.mappings().get(0);
    ScriptedKinesis kinesis = new ScriptedKinesis("late", "expired");
    kinesis.put("late", "record", Instant.now().minus(age));
    kinesis.put("expired", "record", Instant.now().minus(tooOld));
    Path inTheFoldersPlace = Files.createFile(folder.resolve("no-folder"));
    RecordedMetrics metrics = new RecordedMetrics();
    EventSource.Services services =
        new EventSource.Services(
            kinesis,
            new ScriptedFunction(),
            new FailureDestinations(
                inTheFoldersPlace,
                Clock.systemUTC(),
                new AccessControl(deployment),
                metrics.metrics()),
            new RecordedListener(),
            metrics.metrics(),
            notice -> {},
            new Random(1),
            Clock.systemUTC());
    try (EventSource source =
        EventSource.start(
            mapping,
            named(deployment.streams(), mapping.streamName()),
            function(deployment, mapping),
            services)) {
      await()
          .atMost(SOON)
          .until(
              () ->
                  !source.failure().isDone()
                      && has(metrics, "IteratorAge")
                      && has(metrics, "DroppedEventCount"));
    }
    return metrics.all();
  }

  private static Deployment.Stream named(List<Deployment.Stream> streams, String name) {
    return streams.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static Deployment.Function function(Deployment deployment, EventSourceMapping mapping) {
    return deployment.functions().stream()
        .filter(f -> f.name().equals(mapping.functionName()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean has(RecordedMetrics metrics, String name) {
    return metrics.all().stream().anyMatch(datum -> datum.name().equals(name));
  }
}

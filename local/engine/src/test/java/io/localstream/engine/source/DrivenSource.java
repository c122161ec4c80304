package io.localstream.engine.source;

import static org.awaitility.Awaitility.await;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.cloudwatch.MetricDatum;
import io.localstream.engine.cloudwatch.RecordedMetrics;
import io.localstream.engine.destination.FailureDestinations;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.time.EngineClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The mapping of a deployment on a stream whose records have the age that a test sets. */
public final class DrivenSource {
  private static final Duration SOON = Duration.ofSeconds(60);

  private DrivenSource() {}

  /** Returns the metrics if one record comes late, and another one can neither be sent nor kept. */
  public static List<MetricDatum> late(
      Deployment deployment, Duration age, Duration tooOld, Path folder) throws IOException {
    EventSourceMapping mapping = deployment.mappings().get(0);
    ScriptedKinesis kinesis = new ScriptedKinesis("late", "expired");
    kinesis.put("late", "record", Instant.now().minus(age));
    kinesis.put("expired", "record", Instant.now().minus(tooOld));
    Path inTheFoldersPlace = Files.createFile(folder.resolve("no-folder"));
    RecordedMetrics metrics = new RecordedMetrics();
    try (EventSource source =
        start(deployment, mapping, services(deployment, kinesis, metrics, inTheFoldersPlace))) {
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

  /**
   * Returns the metrics of a mapping while a record comes in.
   *
   * @param enabled whether the mapping is enabled
   * @param refusal the error of each read; empty if the reads return records
   */
  public static List<MetricDatum> reading(
      Deployment deployment, boolean enabled, Optional<RuntimeException> refusal, Path folder) {
    EventSourceMapping mapping = deployment.mappings().get(0);
    ScriptedKinesis kinesis = new ScriptedKinesis("shard");
    kinesis.put("shard", "record");
    refusal.ifPresent(cause -> kinesis.failReads("shard", Integer.MAX_VALUE, () -> cause));
    RecordedMetrics metrics = new RecordedMetrics();
    try (EventSource source =
        start(
            deployment,
            enabled ? mapping : disabled(mapping),
            services(deployment, kinesis, metrics, folder))) {
      if (enabled) {
        await()
            .atMost(SOON)
            .until(
                () ->
                    !source.failure().isDone()
                        && (refusal.isPresent()
                            ? kinesis.refusals() > 1
                            : has(metrics, "PolledEventCount")));
      }
    }
    return metrics.all();
  }

  private static EventSource start(
      Deployment deployment, EventSourceMapping mapping, EventSourceServices services) {
    return EventSource.start(
        mapping,
        named(deployment.streams(), mapping.streamName()),
        function(deployment, mapping),
        services);
  }

  private static EventSourceServices services(
      Deployment deployment, ScriptedKinesis kinesis, RecordedMetrics metrics, Path failures) {
    return new EventSourceServices(
        kinesis,
        new ScriptedFunction(),
        new FailureDestinations(
            failures, Clock.systemUTC(), new AccessControl(deployment), metrics.metrics()),
        new RecordedListener(),
        metrics.metrics(),
        notice -> {},
        new Random(1),
        EngineClock.system());
  }

  private static EventSourceMapping disabled(EventSourceMapping mapping) {
    return new EventSourceMapping(
        mapping.uuid(),
        mapping.streamName(),
        mapping.streamArn(),
        mapping.consumerArn(),
        mapping.functionName(),
        mapping.functionArn(),
        false,
        mapping.batchSize(),
        mapping.batchingWindow(),
        mapping.startingPosition(),
        mapping.startingTimestamp(),
        mapping.parallelizationFactor(),
        mapping.maximumRetryAttempts(),
        mapping.maximumRecordAge(),
        mapping.bisectBatchOnFunctionError(),
        mapping.reportBatchItemFailures(),
        mapping.onFailure(),
        mapping.filters(),
        mapping.countsEvents());
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

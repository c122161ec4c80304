package io.localstream.engine.source;

import static io.localstream.engine.source.TestMapping.mapping;

import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.cloudwatch.RecordedMetrics;
import io.localstream.engine.destination.FailureDestinations;
import io.localstream.engine.time.EngineClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** An event source between a scripted stream and a scripted function, with its notices. */
abstract class EventSourceFixture {
  static final String BUCKET = "arn:aws:s3:::failures";

  final ScriptedFunction function = new ScriptedFunction();
  final RecordedListener listener = new RecordedListener();
  final RecordedMetrics metrics = new RecordedMetrics();
  final List<String> notices = new CopyOnWriteArrayList<>();
  ScriptedKinesis kinesis = new ScriptedKinesis("a");
  private final List<EventSource> started = new ArrayList<>();

  @TempDir Path folder;

  @BeforeAll
  static void allowForABusyMachine() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  @AfterAll
  static void restoreTheDefault() {
    Awaitility.reset();
  }

  @AfterEach
  void close() {
    started.forEach(EventSource::close);
  }

  EventSource start(TestMapping mapping) {
    EventSource source =
        EventSource.start(
            mapping.build(),
            TestMapping.STREAM,
            TestMapping.FUNCTION,
            new EventSourceServices(
                kinesis,
                function,
                new FailureDestinations(
                    folder, Clock.systemUTC(), TestMapping.access(), Metrics.NONE),
                listener,
                metrics.metrics(),
                notices::add,
                new Random(1),
                EngineClock.system()));
    started.add(source);
    return source;
  }

  List<Double> measured(String metric) {
    return metrics.values(metric, Map.of("EventSourceMappingUUID", mapping().build().uuid()));
  }

  String put(String shardId, String data) {
    return kinesis.put(shardId, data);
  }

  void put(String shardId, String data, Instant arrival) {
    kinesis.put(shardId, data, arrival);
  }
}

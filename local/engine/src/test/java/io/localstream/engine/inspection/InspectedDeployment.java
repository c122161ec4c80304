package io.localstream.engine.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.LogLevel;
import io.localstream.engine.assembly.Deployment.StartingPosition;
import io.localstream.engine.cloudwatch.TestEvents;
import io.localstream.engine.inspection.StreamSnapshot.ShardSnapshot;
import io.localstream.engine.lambda.EnvironmentStatus;
import io.localstream.engine.lambda.FunctionStatistics;
import io.localstream.engine.records.RecordListener.RecordId;
import io.localstream.fixtures.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment with one stream and one consumer, and an inspection of it on a clock that tests
 * move.
 */
public final class InspectedDeployment {
  static final String SHARD = "shardId-000000000000";
  public static final String CONSUMER = "consumer";
  public static final EventSourceMapping MAPPING =
      new EventSourceMapping(
          "uuid",
          "MyStream",
          "arn:aws:kinesis:us-east-1:111122223333:stream/MyStream",
          Optional.empty(),
          CONSUMER,
          "arn:aws:lambda:us-east-1:111122223333:function:consumer",
          true,
          5,
          Duration.ZERO,
          StartingPosition.TRIM_HORIZON,
          Optional.empty(),
          1,
          -1,
          Optional.empty(),
          false,
          false,
          Optional.empty(),
          List.of(),
          false);

  final ManualTime clock = new ManualTime();
  public final Inspection inspection;

  public InspectedDeployment() {
    this(100, 1);
  }

  InspectedDeployment(int mostRecords, double speedUp, String... alarms) {
    Deployment deployment =
        new Deployment(
            "us-east-1",
            "111122223333",
            List.of("Stack"),
            List.of(
                new Deployment.Stream(
                    "MyStream", MAPPING.streamArn(), 1, Duration.ofHours(24), 1 << 20)),
            List.of(),
            List.of(TestEvents.event(CONSUMER, LogLevel.INFO, false, "").function()),
            List.of(),
            List.of(MAPPING),
            Map.of(),
            List.of(alarms).stream().map(InspectedDeployment::json).toList(),
            List.of(),
            List.of());
    inspection = new Inspection(deployment, mostRecords, speedUp, new Parts(), clock);
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Returns the fields of an action, from their JSON. */
  public static ActionFields fields(String json) {
    return ActionFields.of(json.getBytes(UTF_8));
  }

  public static RecordId record(int number) {
    return new RecordId("MyStream", SHARD, String.valueOf(number), "key-" + number);
  }

  public void accept(RecordId record) {
    inspection.accepted(record, ("data of " + record.sequenceNumber()).getBytes(UTF_8));
  }

  void pass(int seconds) {
    clock.sleep(Duration.ofSeconds(seconds));
  }

  private static final class Parts implements InspectedParts {
    @Override
    public List<ShardSnapshot> shards(String streamName) {
      return List.of(new ShardSnapshot(SHARD, Optional.empty(), Optional.empty(), true, "0", "9"));
    }

    @Override
    public List<EnvironmentStatus> environments(String functionName) {
      return List.of(new EnvironmentStatus("stream", EnvironmentStatus.EnvironmentState.IDLE));
    }

    @Override
    public FunctionStatistics statistics(String functionName) {
      return new FunctionStatistics(1, 0, 1, 10, 2, 3, 64);
    }

    @Override
    public Grants grants() {
      return new Grants(List.of("unused"), List.of(), List.of("denied"));
    }

    @Override
    public List<String> injecting() {
      return List.of("consumer.crash=0.1");
    }

    @Override
    public boolean writes(String functionName, String streamName) {
      return false;
    }

    @Override
    public Map<String, Long> faults() {
      return Map.of("consumer.crash", 2L);
    }
  }
}

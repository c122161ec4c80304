package io.localstream.engine;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.fault.FaultPlan;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.inspection.Grants;
import io.localstream.engine.inspection.InspectedParts;
import io.localstream.engine.inspection.StreamSnapshot.ShardSnapshot;
import io.localstream.engine.lambda.EnvironmentStatus;
import io.localstream.engine.lambda.FunctionStatistics;
import io.localstream.engine.lambda.LambdaHost;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;

/** Gives the inspection the state of a pipeline's parts that have started. Thread-safe. */
final class InspectedPipeline implements InspectedParts {
  /** The minimum interval between two requests for a stream's shards. */
  private static final Duration FRESH = Duration.ofMillis(500);

  private final Deployment deployment;
  private final AccessControl access;
  private final FaultPlan faults;
  private final Clock clock;
  private final Map<String, Listed> shards = new ConcurrentHashMap<>();
  private volatile Optional<KinesisClient> kinesis = Optional.empty();
  private volatile Optional<LambdaHost> lambda = Optional.empty();

  private record Listed(Instant time, List<ShardSnapshot> shards) {}

  InspectedPipeline(Deployment deployment, AccessControl access, FaultPlan faults, Clock clock) {
    this.deployment = deployment;
    this.access = access;
    this.faults = faults;
    this.clock = clock;
  }

  /** Sets the client of the streams, which exist from now on. */
  void started(KinesisClient server) {
    kinesis = Optional.of(server);
  }

  /** Sets the host of the functions, which can be invoked from now on. */
  void started(LambdaHost host) {
    lambda = Optional.of(host);
  }

  @Override
  public List<ShardSnapshot> shards(String streamName) {
    return shards
        .compute(streamName, (name, last) -> isFresh(last) ? last : listed(name, last))
        .shards();
  }

  private boolean isFresh(Listed last) {
    return last != null && last.time().plus(FRESH).isAfter(clock.instant());
  }

  private Listed listed(String streamName, Listed last) {
    List<ShardSnapshot> known = last == null ? List.of() : last.shards();
    try {
      return new Listed(
          clock.instant(), kinesis.map(client -> list(client, streamName)).orElse(known));
    } catch (SdkException e) {
      // The server stopped or the stream was deleted. The event source reports that.
      return new Listed(clock.instant(), known);
    }
  }

  private static List<ShardSnapshot> list(KinesisClient client, String streamName) {
    List<ShardSnapshot> all = new ArrayList<>();
    ListShardsRequest request = ListShardsRequest.builder().streamName(streamName).build();
    while (request != null) {
      ListShardsResponse response = client.listShards(request);
      response.shards().stream().map(InspectedPipeline::shard).forEach(all::add);
      String token = response.nextToken();
      request = token == null ? null : ListShardsRequest.builder().nextToken(token).build();
    }
    return List.copyOf(all);
  }

  private static ShardSnapshot shard(software.amazon.awssdk.services.kinesis.model.Shard shard) {
    return new ShardSnapshot(
        shard.shardId(),
        Optional.ofNullable(shard.parentShardId()),
        Optional.ofNullable(shard.adjacentParentShardId()),
        shard.sequenceNumberRange().endingSequenceNumber() == null,
        shard.hashKeyRange().startingHashKey(),
        shard.hashKeyRange().endingHashKey());
  }

  @Override
  public List<EnvironmentStatus> environments(String functionName) {
    return lambda.map(host -> host.environments(functionName)).orElse(List.of());
  }

  @Override
  public FunctionStatistics statistics(String functionName) {
    return lambda
        .map(host -> host.statistics(functionName))
        .orElseGet(() -> new FunctionStatistics(0, 0, 0, 0, 0, 0, 0));
  }

  @Override
  public Grants grants() {
    return new Grants(access.unusedGrants(), access.unusedFailureGrants(), access.denials());
  }

  @Override
  public Map<String, Long> faults() {
    return faults.injected();
  }

  @Override
  public List<String> injecting() {
    return faults.specs();
  }

  @Override
  public boolean writes(String functionName, String streamName) {
    Deployment.Function function =
        deployment.functions().stream()
            .filter(f -> f.name().equals(functionName))
            .findFirst()
            .orElseThrow();
    return deployment.streams().stream()
        .filter(stream -> stream.name().equals(streamName))
        .anyMatch(
            stream ->
                access.allows(function, "kinesis:PutRecord", stream.arn())
                    || access.allows(function, "kinesis:PutRecords", stream.arn()));
  }
}

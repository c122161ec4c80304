package io.localstream.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.time.EngineClock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.MergeShardsRequest;
import software.amazon.awssdk.services.kinesis.model.MergeShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.SplitShardRequest;
import software.amazon.awssdk.services.kinesis.model.SplitShardResponse;

class ReshardingTest {
  private static final Deployment NOTHING =
      new Deployment(
          "us-east-1",
          "111122223333",
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Map.of(),
          List.of(),
          List.of(),
          List.of());

  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final BackgroundTasks background = new BackgroundTasks(failures::add);
  private final EngineClock clock = EngineClock.system();
  private final RecordingKinesis kinesis = new RecordingKinesis();
  private final FaultPlan plan =
      new FaultPlan(FaultSpecs.parse(List.of("stream.reshard=1s")), 1, NOTHING, System::nanoTime);

  @Test
  void shouldSplitAndMergeInTurn_whenCalledAgain() {
    try (Resharding resharding =
        new Resharding(kinesis, List.of("MyStream"), plan, background, clock)) {
      kinesis.shards = List.of(open("a", 0, 99), open("b", 100, 149), closed("old", 0, 999));
      resharding.reshardAll();
      kinesis.shards = List.of(open("b", 100, 149), open("d", 50, 99), open("c", 0, 48));
      resharding.reshardAll();
      resharding.reshardAll();
    }

    assertThat(kinesis.changes).containsExactly("split a at 50", "merge c and d", "split b at 125");
    assertThat(plan.injected()).containsEntry("stream.reshard", 3L);
  }

  @Test
  void shouldSplitAndMergeTheShardThatIsNamed() {
    kinesis.shards = List.of(open("a", 0, 99), open("b", 100, 149), open("c", 150, 300));
    try (Resharding resharding =
        new Resharding(kinesis, List.of("MyStream"), plan, background, clock)) {
      resharding.split("MyStream", "b");
      resharding.merge("MyStream", "c");
      assertThatThrownBy(() -> resharding.split("MyStream", "gone"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("gone cannot be split");
      assertThatThrownBy(() -> resharding.merge("MyStream", "gone"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("gone has no neighbor to merge with");
    }

    assertThat(kinesis.changes).containsExactly("split b at 125", "merge b and c");
  }

  @Test
  void shouldTrySameChangeAgain_whenStreamIsBusy() {
    kinesis.shards = List.of(open("a", 0, 99));
    try (Resharding resharding =
        new Resharding(kinesis, List.of("MyStream"), plan, background, clock)) {
      kinesis.busy = true;
      resharding.reshardAll();
      kinesis.busy = false;
      resharding.reshardAll();
    }

    assertThat(kinesis.changes).containsExactly("split a at 50");
    assertThat(plan.injected()).containsEntry("stream.reshard", 1L);
  }

  @Test
  void shouldChangeNothing_whenThereIsNothingToSplitOrMerge() {
    assertThat(ShardChanges.split("MyStream", List.of(open("a", 5, 5)))).isEmpty();
    assertThat(ShardChanges.split("MyStream", List.of())).isEmpty();
    assertThat(ShardChanges.merge("MyStream", List.of(open("a", 0, 99)))).isEmpty();
    assertThat(ShardChanges.merge("MyStream", List.of())).isEmpty();
  }

  @Test
  void shouldLeaveTwoHalves_whenShardHasTwoHashKeys() {
    assertThat(ShardChanges.split("MyStream", List.of(open("a", 4, 5))))
        .hasValueSatisfying(r -> assertThat(r.newStartingHashKey()).isEqualTo("5"));
  }

  @Test
  void shouldReshardByItself_whenIntervalPasses() {
    kinesis.shards = List.of(open("a", 0, 99));
    try (Resharding resharding =
        Resharding.start(kinesis, List.of("MyStream"), plan, background, clock)) {
      await().untilAsserted(() -> assertThat(kinesis.changes).containsExactly("split a at 50"));
      assertThat(resharding).isNotNull();
    }
  }

  @Test
  void shouldSaySo_whenItCannotGoOn() {
    kinesis.shards = null;
    try (Resharding resharding =
        Resharding.start(kinesis, List.of("MyStream"), plan, background, clock)) {
      await().untilAsserted(() -> assertThat(failures).hasSize(1));
      assertThat(resharding).isNotNull();
    }
    assertThat(failures.get(0))
        .startsWith("The run cannot continue, because its resharding failed: ")
        .contains("IllegalStateException: no shards");
  }

  private static Shard open(String id, int start, int end) {
    return Shard.builder()
        .shardId(id)
        .hashKeyRange(r -> r.startingHashKey("" + start).endingHashKey("" + end))
        .sequenceNumberRange(r -> r.startingSequenceNumber("1"))
        .build();
  }

  private static Shard closed(String id, int start, int end) {
    return open(id, start, end).toBuilder()
        .sequenceNumberRange(r -> r.startingSequenceNumber("1").endingSequenceNumber("2"))
        .build();
  }

  private static final class RecordingKinesis implements KinesisClient {
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private volatile List<Shard> shards = List.of();
    private volatile boolean busy;

    @Override
    public ListShardsResponse listShards(ListShardsRequest request) {
      if (shards == null) {
        throw new IllegalStateException("no shards");
      }
      return ListShardsResponse.builder().shards(shards).build();
    }

    @Override
    public SplitShardResponse splitShard(SplitShardRequest request) {
      if (busy) {
        throw ResourceInUseException.builder().message("busy").build();
      }
      changes.add("split " + request.shardToSplit() + " at " + request.newStartingHashKey());
      return SplitShardResponse.builder().build();
    }

    @Override
    public MergeShardsResponse mergeShards(MergeShardsRequest request) {
      changes.add("merge " + request.shardToMerge() + " and " + request.adjacentShardToMerge());
      return MergeShardsResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}

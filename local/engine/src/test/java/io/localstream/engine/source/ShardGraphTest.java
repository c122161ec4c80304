package io.localstream.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.Shard;

class ShardGraphTest {
  private final ShardGraph graph = new ShardGraph();

  @Test
  void shouldBeginAShardOnce() {
    List<Shard> shards = List.of(shard("a"), shard("b"));

    assertThat(graph.begin(shards)).containsExactly("a", "b");
    assertThat(graph.begin(shards)).isEmpty();
  }

  @Test
  void shouldBeginBothChildrenOfASplit_whenTheParentIsDrained() {
    List<Shard> shards =
        List.of(shard("parent"), shard("left", "parent"), shard("right", "parent"));
    assertThat(graph.begin(shards)).containsExactly("parent");
    assertThat(graph.begin(shards)).isEmpty();

    graph.drained("parent");

    assertThat(graph.begin(shards)).containsExactly("left", "right");
  }

  @Test
  void shouldBeginTheChildOfAMerge_onlyWhenBothParentsAreDrained() {
    Shard child = shard("child", "a").toBuilder().adjacentParentShardId("b").build();
    List<Shard> shards = List.of(shard("a"), shard("b"), child);
    graph.begin(shards);

    graph.drained("b");
    assertThat(graph.begin(shards)).isEmpty();
    graph.drained("a");
    assertThat(graph.begin(shards)).containsExactly("child");
  }

  @Test
  void shouldBeginAChild_whenItsParentExpiredBeforeItWasRead() {
    assertThat(graph.begin(List.of(shard("child", "expired")))).containsExactly("child");
  }

  @Test
  void shouldHoldBackAChild_whenItsParentIsStillReadAndNoLongerListed() {
    graph.begin(List.of(shard("parent")));

    assertThat(graph.begin(List.of(shard("child", "parent")))).isEmpty();
  }

  private static Shard shard(String id) {
    return Shard.builder().shardId(id).build();
  }

  private static Shard shard(String id, String parent) {
    return Shard.builder().shardId(id).parentShardId(parent).build();
  }
}

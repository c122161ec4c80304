package io.localstream.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.source.SimulatedRecords.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * A stream with some shards and a mapping, on a clock of its own. In random order, records arrive,
 * shards split and merge, and fetches, invocations and deliveries succeed or fail. {@link
 * SimulatedShard} checks each command that the mapping starts.
 */
final class SimulatedStream {
  static final Duration RETENTION = Duration.ofMinutes(10);
  private static final int HASHES = 64;
  private static final int KEYS = 6;
  private static final int MAXIMUM_SHARDS = 9;

  private final EventSourceMapping mapping;
  private final Random random;
  private final SimulatedRecords ledger = new SimulatedRecords();
  private final ShardGraph graph = new ShardGraph();
  private final List<SimulatedShard> shards = new ArrayList<>();
  private final FunctionModel function;
  private Instant now = OneShard.START;
  private int sequenceNumber;

  SimulatedStream(EventSourceMapping mapping, long seed) {
    this.mapping = mapping;
    random = new Random(seed);
    function = new FunctionModel(random, mapping);
    int middle = HASHES / 2;
    addShard(0, middle, List.of());
    addShard(middle, HASHES, List.of());
    startWhatIsDue();
  }

  void letAnythingHappen(int steps) {
    for (int i = 0; i < steps; i++) {
      int dice = random.nextInt(100);
      if (dice < 20) {
        put(1 + random.nextInt(4));
      } else if (dice < 22) {
        reshard();
      } else if (dice < 40) {
        passTime();
      } else {
        endSomething(true);
      }
      startWhatIsDue();
    }
  }

  void letEverythingWorkUntilAllRecordsAreDone() {
    for (int i = 0; i < 20_000 && !isDone(); i++) {
      if (!endSomething(false)) {
        now = nextDue().orElseThrow(() -> new AssertionError("Nothing is due any more"));
      }
      startWhatIsDue();
    }
    assertThat(isDone()).as("all records are done").isTrue();
    shards.forEach(SimulatedShard::requireCheckpointAtEnd);
  }

  private boolean isDone() {
    return ledger.entries().stream().allMatch(Entry::isFinished)
        && shards.stream().allMatch(SimulatedShard::isCaughtUp);
  }

  private void put(int records) {
    for (int i = 0; i < records; i++) {
      int key = random.nextInt(KEYS);
      SimulatedShard shard =
          openShards().stream().filter(s -> s.holds(key * HASHES / KEYS)).findFirst().orElseThrow();
      shard.put(ledger.accept(Integer.toString(++sequenceNumber), "key-" + key, now, random));
    }
  }

  private List<SimulatedShard> openShards() {
    return shards.stream().filter(shard -> !shard.isClosed()).toList();
  }

  private void reshard() {
    if (shards.size() >= MAXIMUM_SHARDS) {
      return;
    }
    List<SimulatedShard> open =
        openShards().stream().sorted(Comparator.comparing(SimulatedShard::low)).toList();
    int chosen = random.nextInt(open.size());
    SimulatedShard shard = open.get(chosen);
    if (chosen + 1 < open.size() && random.nextBoolean()) {
      SimulatedShard neighbour = open.get(chosen + 1);
      shard.close();
      neighbour.close();
      addShard(shard.low(), neighbour.high(), List.of(shard.id(), neighbour.id()));
    } else if (shard.high() - shard.low() > 1) {
      int middle = (shard.low() + shard.high()) / 2;
      shard.close();
      addShard(shard.low(), middle, List.of(shard.id()));
      addShard(middle, shard.high(), List.of(shard.id()));
    }
  }

  private void addShard(int low, int high, List<String> parents) {
    Shard.Builder shard = Shard.builder().shardId("shard-" + shards.size());
    if (!parents.isEmpty()) {
      shard.parentShardId(parents.get(0));
    }
    if (parents.size() > 1) {
      shard.adjacentParentShardId(parents.get(1));
    }
    shards.add(new SimulatedShard(shard.build(), low, high, mapping, ledger, random));
  }

  private void passTime() {
    if (random.nextInt(20) == 0) {
      now = now.plusSeconds(random.nextInt(90));
    } else {
      now = nextDue().orElse(now);
    }
  }

  private Optional<Instant> nextDue() {
    return shards.stream()
        .filter(SimulatedShard::isRead)
        .flatMap(shard -> shard.due().stream())
        .min(Comparator.naturalOrder());
  }

  private boolean endSomething(boolean anyhow) {
    List<SimulatedShard> busy = shards.stream().filter(SimulatedShard::isBusy).toList();
    if (busy.isEmpty()) {
      return false;
    }
    function.mayFail(anyhow);
    busy.get(random.nextInt(busy.size())).endSomething(function, anyhow, now);
    return true;
  }

  private void startWhatIsDue() {
    beginShards();
    for (SimulatedShard shard : shards) {
      if (shard.isRead() && shard.startWhatIsDue(now)) {
        graph.drained(shard.id());
        startWhatIsDue();
      }
    }
  }

  private void beginShards() {
    for (String id : graph.begin(shards.stream().map(SimulatedShard::description).toList())) {
      shard(id).begin(shards);
    }
  }

  private SimulatedShard shard(String id) {
    return shards.stream().filter(shard -> shard.id().equals(id)).findFirst().orElseThrow();
  }
}

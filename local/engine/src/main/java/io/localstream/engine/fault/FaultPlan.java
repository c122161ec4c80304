package io.localstream.engine.fault;

import io.localstream.engine.assembly.Deployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Decides what goes wrong, and counts it. Each kind of fault draws from a generator of its own,
 * split from the seed: the n-th decision of a kind is the same in every run with that seed.
 * Thread-safe.
 *
 * <p>Faults of requests apply to all Kinesis requests that pass the AWS endpoint: those of
 * functions, of the event source mapping, and of the AWS CLI. A request that an error or outage
 * answers does not reach the stream.
 */
public final class FaultPlan {
  private FaultSpecs specs;
  private final LongSupplier nanoTime;
  private final long seed;
  private Optional<Long> start = Optional.empty();
  private final Set<String> producers;
  private final Set<String> consumers;
  private final Map<FaultKind, SplittableRandom> randoms = new EnumMap<>(FaultKind.class);
  private final Map<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);

  /**
   * Plans the faults of a run. None is injected before it begins.
   *
   * @param specs what to inject
   * @param seed of all random decisions
   * @param deployment its schedules' targets are the producers, its mappings' functions the
   *     consumers
   * @param nanoTime the clock, in nanoseconds
   */
  public FaultPlan(FaultSpecs specs, long seed, Deployment deployment, LongSupplier nanoTime) {
    this.specs = specs;
    this.nanoTime = nanoTime;
    this.producers =
        deployment.schedules().stream()
            .map(Deployment.Schedule::functionName)
            .collect(Collectors.toUnmodifiableSet());
    this.consumers =
        deployment.mappings().stream()
            .map(Deployment.EventSourceMapping::functionName)
            .collect(Collectors.toUnmodifiableSet());
    this.seed = seed;
    prepare(specs);
  }

  private void prepare(FaultSpecs prepared) {
    for (FaultKind kind : prepared.kinds()) {
      long ownSeed = seed + ((long) kind.specName().hashCode() << Integer.SIZE);
      randoms.putIfAbsent(kind, new SplittableRandom(ownSeed));
      counts.putIfAbsent(kind, 0L);
    }
  }

  /**
   * Injects these faults from now on, in place of those before; times count from now.
   *
   * @param others what to inject; resharding goes on as it began
   */
  public synchronized void inject(FaultSpecs others) {
    prepare(others);
    specs = others;
    start = Optional.of(nanoTime.getAsLong());
  }

  /** The run begins: faults are injected from now on, and their times count from now. */
  public synchronized void begin() {
    start = Optional.of(nanoTime.getAsLong());
  }

  /** What becomes of the next request to Kinesis in place of its answer. */
  public synchronized Optional<RequestFault> forKinesisRequest() {
    if (start.filter(this::isOutageSince).isPresent()) {
      count(FaultKind.KINESIS_OUTAGE, 1);
      return Optional.of(RequestFault.OUTAGE);
    }
    return falls(FaultKind.KINESIS_ERROR) ? Optional.of(RequestFault.ERROR) : Optional.empty();
  }

  /** Whether the next record that is written is rejected as throttled. */
  public synchronized boolean throttlesRecord() {
    return falls(FaultKind.KINESIS_THROTTLE);
  }

  /**
   * The records that are to be put on the stream besides those just accepted.
   *
   * @param accepted how many were accepted: there is one draw for each
   */
  public synchronized List<MalformedRecord> malformedRecords(int accepted) {
    List<MalformedRecord> records = new ArrayList<>();
    for (int i = 0; i < accepted; i++) {
      if (draws(FaultKind.STREAM_MALFORMED)) {
        records.add(MalformedRecord.draw(randoms.get(FaultKind.STREAM_MALFORMED)));
      }
    }
    return records;
  }

  /** The stream accepted so many malformed records. */
  public synchronized void malformedAccepted(int records) {
    count(FaultKind.STREAM_MALFORMED, records);
  }

  /**
   * What becomes of the next invocation of a function.
   *
   * @param functionName the function's name
   * @return a fault of the producer's or the consumer's, as the function is; none for others
   */
  public synchronized Optional<InvocationFault> forInvocation(String functionName) {
    for (InvocationFault fault : InvocationFault.values()) {
      if ((producers.contains(functionName) && falls(FaultKind.valueOf("PRODUCER_" + fault)))
          || (consumers.contains(functionName) && falls(FaultKind.valueOf("CONSUMER_" + fault)))) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  /** How often each fault that was asked for was injected, by its name in {@code --fault}. */
  public synchronized Map<String, Long> injected() {
    Map<String, Long> injected = new LinkedHashMap<>();
    counts.forEach((kind, count) -> injected.put(kind.specName(), count));
    return injected;
  }

  synchronized void resharded() {
    count(FaultKind.STREAM_RESHARD, 1);
  }

  synchronized Optional<Duration> reshardInterval() {
    return specs.reshardInterval();
  }

  private boolean isOutageSince(long begin) {
    return specs.outageAt(Duration.ofNanos(nanoTime.getAsLong() - begin));
  }

  private boolean falls(FaultKind kind) {
    boolean falls = draws(kind);
    if (falls) {
      count(kind, 1);
    }
    return falls;
  }

  private boolean draws(FaultKind kind) {
    double share = specs.share(kind);
    return start.isPresent() && share > 0 && randoms.get(kind).nextDouble() < share;
  }

  private void count(FaultKind kind, int times) {
    counts.merge(kind, (long) times, Long::sum);
  }
}

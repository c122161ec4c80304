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
import java.util.stream.Stream;

/**
 * Decides which faults to inject, and counts them. Each kind of fault has its own random generator
 * with a seed derived from the run's seed: the n-th decision of a kind is the same in every run
 * with that seed. Thread-safe.
 *
 * <p>Request faults apply to all Kinesis requests at the AWS endpoint: those of functions, event
 * source mappings and the AWS CLI. A request that fails with an injected error does not reach the
 * stream.
 */
public final class FaultPlan {
  private FaultSpecs specs;
  private final LongSupplier nanoTime;
  private final long seed;
  private final Set<String> producers;
  private final Set<String> consumers;
  private final Map<FaultKind, SplittableRandom> randoms = new EnumMap<>(FaultKind.class);

  /** When each of the injected faults began; empty before the faults begin. */
  private final Map<FaultKind, Long> starts = new EnumMap<>(FaultKind.class);

  private final Map<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);

  /**
   * Creates a plan that injects no fault before {@link #begin}.
   *
   * @param deployment the targets of its schedules are producers, the functions of its mappings are
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
   * Injects these faults from now on, instead of the current ones. The time of a new fault counts
   * from now; a fault that stays the same keeps its time.
   *
   * @param others the faults to inject; does not change resharding
   */
  public synchronized void inject(FaultSpecs others) {
    prepare(others);
    starts.keySet().removeIf(kind -> !others.isSame(specs, kind));
    specs = others;
    begin();
  }

  /** Begins to inject faults. Their times count from now. */
  public synchronized void begin() {
    long now = nanoTime.getAsLong();
    specs.kinds().forEach(kind -> starts.putIfAbsent(kind, now));
  }

  /** Returns the fault to inject into the next Kinesis request. */
  public synchronized Optional<RequestFault> forKinesisRequest() {
    if (falls(FaultKind.KINESIS_OUTAGE)) {
      return Optional.of(RequestFault.OUTAGE);
    }
    return falls(FaultKind.KINESIS_ERROR) ? Optional.of(RequestFault.ERROR) : Optional.empty();
  }

  /**
   * Returns the fault that the next call to a service gets instead of its response.
   *
   * @param service the service as in actions, for example {@code dynamodb}
   */
  public synchronized Optional<ServiceFault> forServiceRequest(String service) {
    return Stream.of("outage", "error", "throttle")
        .flatMap(fault -> FaultKind.named(service + "." + fault).stream())
        .filter(this::falls)
        .findFirst()
        .flatMap(ServiceFault::of);
  }

  /** Returns whether to throttle the next written record. */
  public synchronized boolean throttlesRecord() {
    return falls(FaultKind.KINESIS_THROTTLE);
  }

  /**
   * Returns malformed records to add to the stream.
   *
   * @param accepted the number of accepted records; makes one random decision for each
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

  /** Counts malformed records that the stream accepted. */
  public synchronized void malformedAccepted(int records) {
    count(FaultKind.STREAM_MALFORMED, records);
  }

  /**
   * Returns the fault to inject into the next invocation of a function.
   *
   * @return a fault of the producer or of the consumer; empty for other functions
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

  /** Returns the number of injected faults by their name in {@code --fault}. */
  public synchronized Map<String, Long> injected() {
    Map<String, Long> injected = new LinkedHashMap<>();
    counts.forEach((kind, count) -> injected.put(kind.specName(), count));
    return injected;
  }

  /** Returns the specs of the faults that are injected now, as they were given. */
  public synchronized List<String> specs() {
    return specs.texts();
  }

  synchronized void resharded() {
    count(FaultKind.STREAM_RESHARD, 1);
  }

  synchronized Optional<Duration> reshardInterval() {
    return specs.reshardInterval();
  }

  private boolean falls(FaultKind kind) {
    boolean falls = draws(kind);
    if (falls) {
      count(kind, 1);
    }
    return falls;
  }

  private boolean draws(FaultKind kind) {
    Long start = starts.get(kind);
    if (start == null) {
      return false;
    }
    if (kind.value() == FaultKind.ValueForm.PERIOD) {
      return specs.outageAt(kind, Duration.ofNanos(nanoTime.getAsLong() - start));
    }
    double share = specs.share(kind);
    return share > 0 && randoms.get(kind).nextDouble() < share;
  }

  private void count(FaultKind kind, int times) {
    counts.merge(kind, (long) times, Long::sum);
  }
}

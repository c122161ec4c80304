package io.localstream.engine.inspection;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.cloudwatch.MetricDatum;
import io.localstream.engine.cloudwatch.MetricId;
import io.localstream.engine.lambda.InvocationListener;
import io.localstream.engine.records.MappingListener;
import io.localstream.engine.records.RecordListener;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Follows a run, and says what is going on. All that it returns are immutable snapshots. Records,
 * invocations, log events and failures are kept up to a number: the ones that changed last. Each
 * change has a number, so that one can ask for what changed since. Thread-safe.
 */
public final class Inspection implements RecordListener {
  private final Deployment deployment;
  private final Clock clock;
  private final InspectedParts parts;
  private final AtomicLong changes = new AtomicLong();
  private final RecordHistory records;
  private final FailureHistory failures;
  private final FunctionHistory functions;
  private final AlarmHistory alarms;
  private final Map<EventSourceMapping, MappingTracker> mappings = new LinkedHashMap<>();
  private final AtomicLong produced = new AtomicLong();

  /**
   * Begins to follow.
   *
   * @param deployment what runs
   * @param mostRecords how many records, invocations, log events and failures are kept of each, 1
   *     or more
   * @param speedUp the factor by which the periods of alarms are shorter, 1 or more
   * @param parts are asked for what they do
   * @param clock tells the time
   */
  public Inspection(
      Deployment deployment, int mostRecords, double speedUp, InspectedParts parts, Clock clock) {
    this.deployment = deployment;
    this.clock = clock;
    this.parts = parts;
    this.records = new RecordHistory(mostRecords, changes);
    this.failures = new FailureHistory(mostRecords, clock, changes);
    this.functions = new FunctionHistory(mostRecords, clock, changes);
    this.alarms = new AlarmHistory(deployment.alarms(), speedUp, clock);
    MappingNames names = new MappingNames(deployment.mappings());
    for (EventSourceMapping mapping : deployment.mappings()) {
      mappings.put(
          mapping, new MappingTracker(names.of(mapping), mapping, clock, records, failures));
    }
  }

  @Override
  public void accepted(RecordId record, byte[] data) {
    Instant now = clock.instant();
    List<MappingTracker> readers =
        mappings.values().stream()
            .filter(tracker -> tracker.mapping().streamName().equals(record.streamName()))
            .toList();
    produced.incrementAndGet();
    records.accepted(record, data, now, readers.stream().map(MappingTracker::name).toList());
    readers.forEach(reader -> reader.accepted(record, now));
  }

  /**
   * The listener that a mapping reports to.
   *
   * @param mapping a mapping of the deployment
   * @return takes what becomes of its records
   */
  public MappingListener of(EventSourceMapping mapping) {
    return mappings.get(mapping);
  }

  /** Takes the invocations of all functions. */
  public InvocationListener invocationListener() {
    return functions;
  }

  /**
   * Takes an event of a function's log, or Lambda's.
   *
   * @param event what was logged
   */
  public void logged(LogEvent event) {
    functions.logged(event);
  }

  /**
   * Takes a value of a metric.
   *
   * @param datum the value
   */
  public void measured(MetricDatum datum) {
    alarms.metrics().add(datum);
  }

  /**
   * An asynchronous event was given up.
   *
   * @param functionName the function that failed
   * @param file what keeps it
   */
  public void gaveUpEvent(String functionName, Path file) {
    failures.add(functionName, Optional.empty(), List.of(), Optional.empty(), Optional.of(file));
  }

  /** The number of the last change of anything; all later ones have higher numbers. */
  public long lastChange() {
    return changes.get();
  }

  /** What matters most. */
  public Overview overview() {
    return Overviews.of(produced.get(), mappings(), alarms());
  }

  /** The streams with their shards. */
  public List<StreamSnapshot> streams() {
    return deployment.streams().stream()
        .map(s -> new StreamSnapshot(s.name(), s.retention(), parts.shards(s.name())))
        .toList();
  }

  /** The event source mappings, each with its checkpoints. */
  public List<MappingSnapshot> mappings() {
    return mappings.values().stream().map(MappingTracker::snapshot).toList();
  }

  /** The functions with their environments. */
  public List<FunctionSnapshot> functions() {
    return deployment.functions().stream()
        .map(
            f ->
                new FunctionSnapshot(
                    f.name(), parts.environments(f.name()), parts.statistics(f.name())))
        .toList();
  }

  /**
   * The records that changed, in the order of their last changes.
   *
   * @param change only those that changed after that; 0 for all
   * @param filter only those
   * @param limit the most that are returned; where there are more, the newest are
   * @return the records
   */
  public List<RecordSnapshot> records(long change, Predicate<RecordSnapshot> filter, int limit) {
    return records.after(change, filter, limit);
  }

  /**
   * A record.
   *
   * @param id which one
   * @return empty where it is not known, or forgotten
   */
  public Optional<RecordSnapshot> record(RecordId id) {
    return records.get(id);
  }

  /** The invocations that changed: as {@link #records}. */
  public List<InvocationSnapshot> invocations(
      long change, Predicate<InvocationSnapshot> filter, int limit) {
    return functions.invocations(change, filter, limit);
  }

  /** The log events: as {@link #records}. */
  public List<LogSnapshot> logs(long change, Predicate<LogSnapshot> filter, int limit) {
    return functions.logs(change, filter, limit);
  }

  /** What was given up: as {@link #records}. */
  public List<FailureSnapshot> failures(long change, Predicate<FailureSnapshot> filter, int limit) {
    return failures.after(change, filter, limit);
  }

  /**
   * The metrics.
   *
   * @param filter which ones
   * @param period the length of their datapoints
   * @return those that have values
   */
  public List<MetricSnapshot> metrics(Predicate<MetricId> filter, Duration period) {
    return alarms.metrics().snapshots(filter, period);
  }

  /** The templates' alarms, in their present states. */
  public List<AlarmSnapshot> alarms() {
    return alarms.snapshots();
  }

  /** What of the roles' policies was used. */
  public Grants grants() {
    return parts.grants();
  }

  /** How often each fault was injected, by its name. */
  public Map<String, Long> faults() {
    return parts.faults();
  }
}

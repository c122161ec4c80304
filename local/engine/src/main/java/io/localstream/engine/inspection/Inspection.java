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
 * Observes a run and returns its state as immutable snapshots. It keeps a limited number of
 * records, invocations, log events and failures: the ones that changed last. Each change has a
 * number, with which callers can ask for later changes only. Thread-safe.
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
  private final ServiceCalls serviceCalls = new ServiceCalls();
  private final double speedUp;
  private final Instant started;

  /**
   * Creates the inspection of a run.
   *
   * @param deployment the deployment that runs
   * @param mostRecords the maximum number of records, of invocations, of log events and of failures
   *     to keep, 1 or more
   * @param speedUp the factor by which the alarms' periods are shortened, 1 or more
   * @param parts the running parts, which return their state
   * @param clock the clock of the run
   */
  public Inspection(
      Deployment deployment, int mostRecords, double speedUp, InspectedParts parts, Clock clock) {
    this.deployment = deployment;
    this.clock = clock;
    this.parts = parts;
    this.speedUp = speedUp;
    this.started = clock.instant();
    this.records = new RecordHistory(mostRecords, changes);
    this.failures = new FailureHistory(mostRecords, clock, changes);
    this.functions = new FunctionHistory(mostRecords, clock, changes);
    this.alarms = new AlarmHistory(deployment.alarms(), speedUp, clock);
    for (EventSourceMapping mapping : deployment.mappings()) {
      mappings.put(
          mapping,
          new MappingTracker(deployment.nameOf(mapping), mapping, clock, records, failures));
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
   * Returns the listener of a mapping.
   *
   * @param mapping a mapping of the deployment
   * @return receives the outcome of the mapping's records
   */
  public MappingListener of(EventSourceMapping mapping) {
    return mappings.get(mapping);
  }

  /**
   * Returns the name of a mapping.
   *
   * @param mapping a mapping of the deployment
   * @return the name of its function; if the function has several mappings, with the name of the
   *     stream
   */
  public String nameOf(EventSourceMapping mapping) {
    return mappings.get(mapping).name();
  }

  /** Returns the listener that receives the invocations of all functions. */
  public InvocationListener invocationListener() {
    return functions;
  }

  /**
   * Receives a log event of a function or of Lambda.
   *
   * @param event the log event
   */
  public void logged(LogEvent event) {
    functions.logged(event);
  }

  /**
   * Receives a value of a metric.
   *
   * @param datum the value
   */
  public void measured(MetricDatum datum) {
    alarms.measured(datum);
  }

  /**
   * Receives that the schedules start: from now on, a pipeline without data is silent. The first
   * periods of the alarms begin.
   */
  public void schedulesStarted() {
    alarms.begin();
  }

  /**
   * Receives that an asynchronous event was discarded.
   *
   * @param functionName the function that failed
   * @param file the file that keeps the event
   */
  public void gaveUpEvent(String functionName, Path file) {
    failures.add(
        functionName,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(file));
  }

  /**
   * Counts a call that was forwarded to another service.
   *
   * @param accessKeyId the access key ID of the caller
   * @param service the service, as in the names of actions
   * @param status the HTTP status of the response
   */
  public void called(String accessKeyId, String service, int status) {
    String caller =
        deployment.functions().stream()
            .filter(f -> f.accessKeyId().equals(accessKeyId))
            .map(Deployment.Function::name)
            .findFirst()
            .orElse(accessKeyId);
    serviceCalls.add(caller, service, status);
  }

  /**
   * Marks a failure as sent again.
   *
   * @param id the failure's id
   */
  public void sentAgain(long id) {
    failures.sentAgain(id);
  }

  /** Returns the number of the last change. Later changes have higher numbers. */
  public long lastChange() {
    return changes.get();
  }

  /** Returns the parts of the run. */
  public PipelineSnapshot pipeline() {
    return PipelineSnapshots.of(deployment, speedUp, started, parts);
  }

  /** Returns the calls of functions to services that the run does not simulate. */
  public List<ServiceCallSnapshot> services() {
    return serviceCalls.snapshots();
  }

  /** Returns an overview of the run. */
  public Overview overview() {
    return Overviews.of(produced.get(), mappings(), alarms());
  }

  /** Returns the streams with their shards. */
  public List<StreamSnapshot> streams() {
    return deployment.streams().stream()
        .map(s -> new StreamSnapshot(s.name(), s.retention(), parts.shards(s.name())))
        .toList();
  }

  /** Returns the event source mappings with their checkpoints. */
  public List<MappingSnapshot> mappings() {
    return mappings.values().stream().map(MappingTracker::snapshot).toList();
  }

  /** Returns the functions with their execution environments. */
  public List<FunctionSnapshot> functions() {
    return deployment.functions().stream()
        .map(
            f ->
                new FunctionSnapshot(
                    f.name(), parts.environments(f.name()), parts.statistics(f.name())))
        .toList();
  }

  /**
   * Returns records in the order of their last changes.
   *
   * @param change returns only records that changed after the change with this number; 0 for all
   * @param filter returns only records that match
   * @param limit the maximum number of records; if there are more, the last ones are returned
   * @return the records
   */
  public List<RecordSnapshot> records(long change, Predicate<RecordSnapshot> filter, int limit) {
    return records.after(change, filter, limit);
  }

  /**
   * Returns a record.
   *
   * @param id the record's id
   * @return the record; empty if the inspection never saw it or no longer keeps it
   */
  public Optional<RecordSnapshot> record(RecordId id) {
    return records.get(id);
  }

  /** Returns invocations; for the parameters, see {@link #records}. */
  public List<InvocationSnapshot> invocations(
      long change, Predicate<InvocationSnapshot> filter, int limit) {
    return functions.invocations(change, filter, limit);
  }

  /** Returns log events; for the parameters, see {@link #records}. */
  public List<LogSnapshot> logs(long change, Predicate<LogSnapshot> filter, int limit) {
    return functions.logs(change, filter, limit);
  }

  /** Returns discarded batches and events; for the parameters, see {@link #records}. */
  public List<FailureSnapshot> failures(long change, Predicate<FailureSnapshot> filter, int limit) {
    return failures.after(change, filter, limit);
  }

  /**
   * Returns the metrics that have values.
   *
   * @param filter returns only metrics that match
   * @param period the period of the datapoints
   * @return the metrics
   */
  public List<MetricSnapshot> metrics(Predicate<MetricId> filter, Duration period) {
    return alarms.metrics().snapshots(filter, period);
  }

  /** Returns the templates' alarms with their current states. */
  public List<AlarmSnapshot> alarms() {
    return alarms.snapshots();
  }

  /** Returns which grants of the roles were not used, and what the roles denied. */
  public Grants grants() {
    return parts.grants();
  }

  /** Returns the faults that are injected now, in the syntax of {@code --fault}. */
  public List<String> injecting() {
    return parts.injecting();
  }

  /** Returns how often each fault was injected, by fault name. */
  public Map<String, Long> faults() {
    return parts.faults();
  }
}

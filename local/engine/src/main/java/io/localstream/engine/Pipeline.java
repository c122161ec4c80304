package io.localstream.engine;

import io.localstream.engine.PipelineStarter.StartedParts;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.fault.FaultSpecs;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.inspection.Inspection;
import io.localstream.engine.lambda.FunctionStatistics;
import io.localstream.engine.lambda.LoggedInvocation;
import io.localstream.engine.lifecycle.StartException;
import io.localstream.engine.records.MappingListener;
import io.localstream.engine.records.RecordListener;
import io.localstream.engine.records.ScheduledWait;
import io.localstream.engine.source.EventSource;
import io.localstream.engine.time.EngineClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A running deployment. */
public final class Pipeline implements AutoCloseable {
  private final RunningParts parts;
  private final StartedParts started;
  private final boolean schedules;
  private volatile boolean drained;

  private Pipeline(RunningParts parts, StartedParts started, boolean schedules) {
    this.parts = parts;
    this.started = started;
    this.schedules = schedules;
  }

  /**
   * Starts everything but the schedules.
   *
   * @param deployment the resources to run
   * @param streams is notified of each record that a stream accepts
   * @param mappings returns the listener that is notified of the outcome of a mapping's records
   * @param listener is notified of what the user should see
   * @param clock the clock of all parts; it is closed with them
   * @return the running pipeline
   * @throws StartException if a part cannot start; all started parts are stopped
   */
  public static Pipeline start(
      PipelineSettings settings,
      Deployment deployment,
      RecordListener streams,
      Function<EventSourceMapping, MappingListener> mappings,
      PipelineListener listener,
      EngineClock clock)
      throws InterruptedException {
    RunningParts parts = new RunningParts(listener);
    try {
      StartedParts started =
          new PipelineStarter(settings, deployment, streams, mappings, listener, parts, clock)
              .start();
      return new Pipeline(parts, started, settings.schedules());
    } catch (RuntimeException | InterruptedException e) {
      parts.stop(false);
      throw e;
    }
  }

  /**
   * Starts fault injection and the first periods of the alarms. Starts the schedules, unless the
   * settings disable them.
   */
  public void startSchedules() {
    started.faults().begin();
    started.inspection().schedulesStarted();
    if (schedules) {
      started.scheduler().start();
    }
  }

  /**
   * Stops the schedules and resharding, and resumes paused mappings. Otherwise, draining a stream
   * might never end.
   */
  public void stopSchedules() {
    started.scheduler().close();
    started.resharding().close();
    started.sources().forEach(EventSource::resume);
  }

  /** Records that all work is done: {@link #close} then waits for work in progress. */
  public void drained() {
    drained = true;
  }

  /** Returns the number of asynchronous events that are neither processed nor discarded. */
  public int pendingInvocations() {
    return started.asyncInvoker().pending();
  }

  /** Returns the scheduled retries of asynchronous invocations. */
  public List<ScheduledWait> retries() {
    return started.asyncInvoker().retries();
  }

  /** Returns the statistics of a function's invocations so far. */
  public FunctionStatistics statistics(String functionName) {
    return started.lambda().statistics(functionName);
  }

  /**
   * Invokes a function and waits for its end.
   *
   * @param functionName a function of the deployment
   * @param payload the event, JSON in UTF-8
   * @return the result, with the end of the log
   * @throws IllegalArgumentException if there is no such function
   * @throws InterruptedException if this thread is interrupted; the outcome of the invocation is
   *     then unknown
   */
  public LoggedInvocation invoke(String functionName, byte[] payload) throws InterruptedException {
    return started.lambda().invokeLogged(functionName, payload);
  }

  /**
   * Returns the debugged functions that are presumably stopped at a breakpoint, or wait for a
   * debugger. Work that waits for them does not count as stalled.
   */
  public List<String> stoppedInDebugger() {
    return started.lambda().stoppedInDebugger();
  }

  /**
   * Updates this pipeline to another deployment, as far as possible without losing records: code
   * and settings of functions, roles, schedules, and settings of event source mappings. Keeps
   * records, checkpoints, retries and statistics.
   *
   * <p>The new version of a function starts while the old one still serves; then the next
   * invocation runs the new one. An invocation in progress ends on the version that it began with.
   *
   * @return how each difference was handled
   * @throws IllegalStateException if the pipeline is closed
   */
  public DeploymentChanges update(Deployment next) throws InterruptedException {
    return started.updater().update(next);
  }

  /**
   * Returns the code of all functions: of the deployed versions, and of older ones that still run
   * an invocation.
   */
  public Set<Path> codeInUse() {
    return started.lambda().codeInUse();
  }

  /** Returns the folder of this run's temporary files, which is removed with the pipeline. */
  public Path workFolder() {
    return started.workFolder();
  }

  /** Fires each enabled schedule once, now. Its planned firings do not change. */
  public void fireSchedules() {
    started.scheduler().fireNow();
  }

  /**
   * Injects these faults from now on, instead of the current ones.
   *
   * @param specs as {@link io.localstream.engine.fault.FaultSpecs} reads them; resharding is left
   *     out: see {@link #reshard}
   * @throws StartException naming every spec that is wrong, or that is for a service whose calls
   *     are not forwarded
   */
  public void inject(List<String> specs) {
    started.faults().inject(FaultSpecs.parse(specs).requireServices(started.otherServices()));
  }

  /**
   * Pauses the event source mappings of a function: see {@link EventSource#pause}.
   *
   * @throws IllegalArgumentException if the function has none
   */
  public void pause(String functionName) {
    sources(functionName).forEach(EventSource::pause);
  }

  /**
   * Resumes the event source mappings of a function.
   *
   * @throws IllegalArgumentException if the function has none
   */
  public void resume(String functionName) {
    sources(functionName).forEach(EventSource::resume);
  }

  private List<EventSource> sources(String functionName) {
    List<EventSource> sources =
        started.sources().stream()
            .filter(source -> source.functionName().equals(functionName))
            .toList();
    if (sources.isEmpty()) {
      throw new IllegalArgumentException(
          "No event source mapping invokes the function " + functionName);
    }
    return sources;
  }

  /** Splits a shard of each stream or, after a split, merges two. */
  public void reshard() {
    started.resharding().reshardAll();
  }

  /** Returns the authorization decisions so far. */
  public AccessControl access() {
    return started.access();
  }

  /** Returns the number of injected faults by name. */
  public Map<String, Long> injectedFaults() {
    return started.faults().injected();
  }

  /**
   * Returns the inspection of this pipeline.
   *
   * @return the inspection, which you can also use after the pipeline is closed
   */
  public Inspection inspection() {
    return started.inspection();
  }

  /**
   * Stops all parts in reverse order. Interrupts work in progress, unless {@link #drained} was
   * called.
   */
  @Override
  public void close() {
    parts.stop(drained);
  }
}

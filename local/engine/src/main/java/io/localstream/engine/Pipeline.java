package io.localstream.engine;

import io.localstream.engine.PipelineStarter.StartedParts;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.lambda.FunctionStatistics;
import io.localstream.engine.lifecycle.StartException;
import io.localstream.engine.records.MappingListener;
import io.localstream.engine.records.RecordListener;
import io.localstream.engine.records.ScheduledWait;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A deployment that runs on this machine. */
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
   * @param settings how it runs
   * @param deployment what runs
   * @param streams is told of the records that streams accept
   * @param mappings who is told what becomes of a mapping's records
   * @param listener is told what a person should know
   * @return the running pipeline
   * @throws StartException when a part can't start; what had started is stopped again
   */
  public static Pipeline start(
      PipelineSettings settings,
      Deployment deployment,
      RecordListener streams,
      Function<EventSourceMapping, MappingListener> mappings,
      PipelineListener listener)
      throws InterruptedException {
    RunningParts parts = new RunningParts(listener);
    try {
      StartedParts started =
          new PipelineStarter(settings, deployment, streams, mappings, listener, parts).start();
      return new Pipeline(parts, started, settings.schedules());
    } catch (RuntimeException | InterruptedException e) {
      parts.stop(false);
      throw e;
    }
  }

  /** Starts the schedules, where they are to fire, and the faults that depend on time. */
  public void startSchedules() {
    started.faults().begin();
    if (schedules) {
      started.scheduler().start();
    }
  }

  /** Stops the schedules, and resharding, with which a stream might never be drained. */
  public void stopSchedules() {
    started.scheduler().close();
    started.resharding().close();
  }

  /** Everything has come to its end: what is still under way may end in its own time. */
  public void drained() {
    drained = true;
  }

  /**
   * Counts the asynchronous invocations that are neither done nor given up.
   *
   * @return how many there are
   */
  public int pendingInvocations() {
    return started.asyncInvoker().pending();
  }

  /**
   * Lists the asynchronous invocations that are put off until later.
   *
   * @return when each is tried again
   */
  public List<ScheduledWait> retries() {
    return started.asyncInvoker().retries();
  }

  /**
   * Says what a function did.
   *
   * @param functionName a function of the deployment
   * @return its invocations so far
   */
  public FunctionStatistics statistics(String functionName) {
    return started.lambda().statistics(functionName);
  }

  /**
   * Gives what roles allowed and denied.
   *
   * @return what has been asked of them
   */
  public AccessControl access() {
    return started.access();
  }

  /**
   * Counts the faults that were injected.
   *
   * @return how often each was, by its name
   */
  public Map<String, Long> injectedFaults() {
    return started.faults().injected();
  }

  /**
   * Stops all parts, the last one first. What is under way may end in its own time once all is
   * {@link #drained}, and is interrupted otherwise.
   */
  @Override
  public void close() {
    parts.stop(drained);
  }
}

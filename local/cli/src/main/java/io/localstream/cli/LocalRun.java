package io.localstream.cli;

import io.localstream.cli.StopSignal.State;
import io.localstream.cli.watch.SourceWatcher;
import io.localstream.engine.Pipeline;
import io.localstream.engine.PipelineListener;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.lambda.FunctionStatistics;
import io.localstream.engine.records.Balance;
import io.localstream.engine.records.RecordLedger;
import io.localstream.engine.records.RecordListener.RecordId;
import io.localstream.engine.records.ScheduledWait;
import io.localstream.engine.time.EngineClock;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A run: starts the pipeline, waits for a stop condition, drains the pipeline, and reports. */
final class LocalRun implements PipelineListener {
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int NAMED_AT_MOST = 20;

  private final RunSettings settings;
  private final Deployment deployment;
  private final Console console;
  private final RecordLedger ledger;
  private final PutRecordExample example;
  private final EngineClock clock = EngineClock.system();
  private final StopSignal stop;
  private final DebuggerNotices debuggers;
  private Optional<Status> status = Optional.empty();

  /**
   * @param stop signals when to stop, and receives failures
   */
  LocalRun(
      RunSettings settings,
      Deployment deployment,
      RecordLedger ledger,
      PrintStream out,
      StopSignal stop) {
    this.settings = settings;
    this.stop = stop;
    this.deployment = deployment;
    this.ledger = ledger;
    this.console =
        new Console(
            out,
            settings.ansi(),
            deployment.functions().stream().map(Function::name).toList(),
            ZoneId.systemDefault());
    this.example = new PutRecordExample(ledger, console, deployment);
    this.debuggers = new DebuggerNotices(console::notice);
  }

  /**
   * Runs the pipeline.
   *
   * @return the exit code: 0, or 1 if records were lost, pending or out of order, a request was
   *     denied, the run could not continue, or its summary could not be written
   */
  int run() throws InterruptedException {
    return report(runPipeline());
  }

  private Pipeline runPipeline() throws InterruptedException {
    try (Pipeline pipeline =
        Pipeline.start(settings.pipeline(), deployment, example, ledger::of, this, clock)) {
      status =
          Optional.of(new Status(console, settings.ansi(), () -> pipeline.inspection().overview()));
      watchAndAwaitStop(pipeline);
      pipeline.stopSchedules();
      drain(pipeline);
      return pipeline;
    } finally {
      status.ifPresent(Status::end);
      // If the start failed, the console still holds log events back.
      console.open();
    }
  }

  @Override
  public void started(URI endpoint) {
    Header.print(console, settings.pipeline(), deployment, endpoint);
    console.open();
    if (settings.openPage()) {
      openPage(endpoint);
    }
    example.begin(endpoint, settings.pipeline().schedules());
  }

  private void openPage(URI endpoint) {
    try {
      PageAddress.of(endpoint, settings.pipeline().inspection().tokenFile()).open();
    } catch (IOException e) {
      console.error("The page cannot be opened: open its address yourself. " + e.getMessage());
    }
  }

  @Override
  public void stopRequested() {
    stop.request();
  }

  @Override
  public void logged(LogEvent event) {
    console.log(event);
  }

  @Override
  public void debuggable(String functionName, int port, boolean suspended) {
    debuggers.listening(functionName, port, suspended);
  }

  @Override
  public void noticed(String sentence) {
    console.notice(sentence);
  }

  @Override
  public void erred(String sentence) {
    console.error(sentence);
  }

  @Override
  public void broke(String sentence) {
    stop.fail(sentence);
  }

  private void watchAndAwaitStop(Pipeline pipeline) throws InterruptedException {
    Optional<SourceWatcher> watcher =
        settings.watch().map(watch -> SourceWatcher.start(watch, deployment, pipeline, this));
    try {
      pipeline.startSchedules();
      awaitStop(pipeline);
    } finally {
      if (watcher.isPresent()) {
        watcher.get().stop();
      }
    }
  }

  private void awaitStop(Pipeline pipeline) throws InterruptedException {
    Optional<RunTime> runFor = settings.runFor().map(d -> new RunTime(d, clock.instant()));
    while (!stop.is(State.DRAINING)) {
      boolean stands = !pipeline.stoppedInDebugger().isEmpty();
      boolean timeIsUp = runFor.filter(time -> time.isUp(stands, clock.instant())).isPresent();
      boolean enough = settings.consumed().filter(n -> ledger.consumed() >= n).isPresent();
      if (timeIsUp || enough) {
        stop.done();
      }
      look();
      stop.await(State.DRAINING, LOOK);
    }
  }

  private void drain(Pipeline pipeline) throws InterruptedException {
    if (stop.is(State.STOPPED)) {
      return;
    }
    if (isDrained(pipeline)) {
      pipeline.drained();
      return;
    }
    console.notice(
        "Stopping: waiting for work in progress. Press Ctrl-C again to stop immediately.");
    Drain drain = new Drain(settings.drain(), progress(pipeline), clock.instant());
    WaitNotices notices = new WaitNotices(console::notice);
    List<ScheduledWait> waits = waits(pipeline);
    while (!stop.is(State.STOPPED)
        && !drain.isOver(progress(pipeline), ends(waits), clock.instant())) {
      notices.name(waits, clock.instant());
      debuggers.waitingFor(pipeline.stoppedInDebugger());
      look();
      stop.await(State.STOPPED, LOOK);
      if (isDrained(pipeline)) {
        pipeline.drained();
        return;
      }
      waits = waits(pipeline);
    }
  }

  private void look() {
    status.ifPresent(line -> line.look(clock.instant()));
  }

  private boolean isDrained(Pipeline pipeline) {
    return pipeline.pendingInvocations() == 0 && ledger.isSettled();
  }

  private List<ScheduledWait> waits(Pipeline pipeline) {
    List<ScheduledWait> waits = new ArrayList<>(ledger.waits());
    waits.addAll(pipeline.retries());
    return waits;
  }

  /** A function that is stopped at a breakpoint counts as progress: nothing is stalled then. */
  private Object progress(Pipeline pipeline) {
    return pipeline.stoppedInDebugger().isEmpty()
        ? List.of(ledger.settled(), pipeline.pendingInvocations())
        : clock.instant();
  }

  private static List<Instant> ends(List<ScheduledWait> waits) {
    return waits.stream().map(ScheduledWait::until).toList();
  }

  private int report(Pipeline pipeline) {
    Map<String, Balance> balances = ledger.balances();
    List<Balance> all = new ArrayList<>(balances.values());
    all.addAll(ledger.unread());
    Map<String, FunctionStatistics> functions = new LinkedHashMap<>();
    deployment.functions().forEach(f -> functions.put(f.name(), pipeline.statistics(f.name())));
    Summary summary =
        Summary.of(
            Balance.furthestBehind(all),
            balances,
            functions,
            settings.pipeline().seed(),
            pipeline.access(),
            pipeline.injectedFaults());
    summary.print(console, settings.pipeline().failures());
    balances.forEach(this::nameUnsettled);
    stop.failure().ifPresent(console::error);
    boolean written = write(summary);
    boolean balanced = all.stream().allMatch(Balance::isBalanced);
    return stop.failure().isEmpty() && written && balanced && summary.denied().isEmpty() ? 0 : 1;
  }

  private boolean write(Summary summary) {
    if (settings.summary().isPresent()) {
      try {
        summary.writeTo(settings.summary().get());
      } catch (IOException e) {
        console.error("Cannot write the summary to " + settings.summary().get() + ": " + e);
        return false;
      }
    }
    return true;
  }

  private void nameUnsettled(String functionName, Balance balance) {
    name(
        "Pending at "
            + functionName
            + " (still on the stream; a deployed mapping would continue there):",
        balance.pending().size(),
        balance.pending().stream().map(LocalRun::text));
    name(
        "Lost at " + functionName + ":",
        balance.lost().size(),
        balance.lost().entrySet().stream()
            .map(lost -> text(lost.getKey()) + ": " + lost.getValue().reason()));
  }

  private void name(String heading, int count, Stream<String> records) {
    if (count == 0) {
      return;
    }
    console.error(heading);
    records.limit(NAMED_AT_MOST).forEach(record -> console.error("  " + record));
    if (count > NAMED_AT_MOST) {
      console.error("  and " + (count - NAMED_AT_MOST) + " more");
    }
  }

  private static String text(RecordId record) {
    return record.streamName() + " " + record.shardId() + " " + record.sequenceNumber();
  }
}

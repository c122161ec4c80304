package io.kinesispipeline.local.console;

import io.kinesispipeline.local.assembly.Deployment;
import io.kinesispipeline.local.assembly.Deployment.Function;
import io.kinesispipeline.local.lambda.FunctionStatistics;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/** One run: starts the pipeline, lets it run until it is to stop, drains it, and adds up. */
final class LocalRun {
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int NAMED_AT_MOST = 20;

  private final RunSettings settings;
  private final Deployment deployment;
  private final Console console;
  private final RecordLedger ledger;
  private final StopSignal stop = new StopSignal();

  LocalRun(RunSettings settings, Deployment deployment, RecordLedger ledger, PrintStream out) {
    this.settings = settings;
    this.deployment = deployment;
    this.ledger = ledger;
    this.console =
        new Console(
            out,
            settings.ansi(),
            deployment.functions().stream().map(Function::name).toList(),
            ZoneId.systemDefault());
  }

  /**
   * Runs.
   *
   * @param stopRequests a line of it, or its end, asks the run to stop
   * @return the exit code: 0, or 1 where records were lost, a role did not allow what was asked
   *     for, or the run could not go on
   */
  int run(InputStream stopRequests) throws InterruptedException {
    stop.listenTo(stopRequests);
    Pipeline pipeline = Pipeline.start(settings, deployment, ledger, stop, console);
    try (pipeline) {
      pipeline.startSchedules();
      awaitStop(Instant.now());
      pipeline.stopSchedules();
      drain(pipeline);
    }
    return report(pipeline);
  }

  private void awaitStop(Instant start) throws InterruptedException {
    while (!stop.isStopping()) {
      boolean timeIsUp =
          settings.runFor().filter(d -> !Instant.now().isBefore(start.plus(d))).isPresent();
      boolean enough = settings.consumed().filter(n -> ledger.consumed() >= n).isPresent();
      if (timeIsUp || enough) {
        stop.done();
      }
      stop.awaitStop(LOOK);
    }
  }

  private void drain(Pipeline pipeline) throws InterruptedException {
    Instant deadline = Instant.now().plus(settings.drain());
    boolean said = false;
    while (!stop.isAtOnce() && Instant.now().isBefore(deadline)) {
      if (isDrained(pipeline)) {
        pipeline.drained();
        return;
      }
      if (!said) {
        console.notice("Stopping: waiting for what is under way; once more Ctrl-C stops at once.");
        said = true;
      }
      stop.awaitAtOnce(LOOK);
    }
  }

  private boolean isDrained(Pipeline pipeline) {
    return pipeline.pendingInvocations() == 0 && ledger.isSettled();
  }

  private int report(Pipeline pipeline) {
    RecordLedger.Balance balance = ledger.balance();
    Map<String, FunctionStatistics> functions = new LinkedHashMap<>();
    deployment.functions().forEach(f -> functions.put(f.name(), pipeline.statistics(f.name())));
    Summary summary =
        Summary.of(
            balance, functions, settings.seed(), pipeline.access(), pipeline.injectedFaults());
    summary.print(console);
    if (!balance.missing().isEmpty()) {
      nameMissing(balance);
    }
    settings.summary().ifPresent(summary::writeTo);
    if (stop.failure() != null) {
      console.error(stop.failure());
    }
    boolean kept = balance.missing().isEmpty() && balance.outOfOrder() == 0;
    return stop.failure() == null && kept && summary.denied().isEmpty() ? 0 : 1;
  }

  private void nameMissing(RecordLedger.Balance balance) {
    console.error("Neither processed nor kept:");
    balance.missing().stream()
        .limit(NAMED_AT_MOST)
        .forEach(
            r ->
                console.error(
                    "  " + r.streamName() + " " + r.shardId() + " " + r.sequenceNumber()));
    if (balance.missing().size() > NAMED_AT_MOST) {
      console.error("  and " + (balance.missing().size() - NAMED_AT_MOST) + " more");
    }
  }
}

package io.localstream.engine.schedule;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.Schedule;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.lifecycle.StartException;
import io.localstream.engine.schedule.Firings.Firing;
import io.localstream.engine.time.Cancellable;
import io.localstream.engine.time.EngineClock;
import io.localstream.engine.time.EngineTimer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Fires the enabled schedules of a deployment, as EventBridge does. */
public final class Scheduler implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Deployment deployment;
  private final Optional<Duration> every;
  private final EngineClock clock;
  private final Metrics metrics;
  private final BiConsumer<String, byte[]> invokeAsync;
  private final Firings firings = new Firings();
  private final EngineTimer timer;
  private List<Schedule> schedules;
  private Optional<Cancellable> next = Optional.empty();
  private boolean started;
  private boolean closed;

  /**
   * Plans the firings from now on. {@link #start()} starts the scheduler.
   *
   * @param deployment the deployment with the schedules
   * @param every the interval of all schedules, which then fire immediately for the first time; if
   *     empty, each schedule uses its own expression
   * @param clock the clock of the run
   * @param metrics receive EventBridge's metrics of rules
   * @param background runs the timer
   * @param invokeAsync receives a function's name and an event for each firing; must only queue it
   * @throws StartException if EventBridge would refuse the expression of a rule
   */
  public Scheduler(
      Deployment deployment,
      Optional<Duration> every,
      EngineClock clock,
      Metrics metrics,
      BackgroundTasks background,
      BiConsumer<String, byte[]> invokeAsync) {
    this.deployment = deployment;
    this.every = every;
    this.clock = clock;
    this.metrics = metrics;
    this.invokeAsync = invokeAsync;
    this.schedules = deployment.schedules();
    plan(schedules);
    timer = background.timer("scheduler", clock);
  }

  private void plan(List<Schedule> added) {
    Instant now = clock.instant();
    for (Schedule schedule : added) {
      ScheduleExpression own = expression(schedule);
      if (schedule.enabled()) {
        ScheduleExpression expression = every.map(ScheduleExpression::every).orElse(own);
        Optional<Instant> first = every.isPresent() ? Optional.of(now) : own.next(now);
        first.ifPresent(time -> firings.plan(new Firing(schedule, expression, time)));
      }
    }
  }

  /**
   * Replaces the schedules. Unchanged schedules keep their planned firings.
   *
   * @throws StartException if EventBridge would refuse the expression of a rule; nothing changes
   *     then
   */
  public synchronized void replace(List<Schedule> replacements) {
    replacements.forEach(Scheduler::expression);
    List<Schedule> added = new ArrayList<>(replacements);
    added.removeAll(schedules);
    firings.cancel(schedule -> !replacements.contains(schedule));
    plan(added);
    schedules = List.copyOf(replacements);
    if (started) {
      scheduleNext();
    }
  }

  /**
   * Returns by which factor schedules fire more often here than in their templates.
   *
   * @param every the interval of all schedules; if empty, each schedule uses its own expression
   * @param now the time at which the interval of a {@code cron} expression is measured
   * @return the smallest factor of any schedule, 1 or more
   */
  public static double speedUp(Deployment deployment, Optional<Duration> every, Instant now) {
    return every.stream()
        .flatMapToDouble(
            interval -> deployment.schedules().stream().mapToDouble(s -> speedUp(s, interval, now)))
        .min()
        .orElse(1);
  }

  /** Returns the interval of a schedule's expression divided by {@code every}, 1 or more. */
  static double speedUp(Schedule schedule, Duration every, Instant now) {
    ScheduleExpression expression = expression(schedule);
    return expression
        .next(now)
        .flatMap(first -> expression.next(first).map(second -> Duration.between(first, second)))
        .map(own -> Math.max(1, (double) own.toMillis() / every.toMillis()))
        .orElse(1.0);
  }

  /** Starts the scheduler on its own thread. */
  public synchronized void start() {
    started = true;
    scheduleNext();
  }

  /** Stops the schedules. No firing starts after this method has returned. */
  @Override
  public synchronized void close() {
    closed = true;
    timer.stop();
  }

  /** Fires due schedules. */
  synchronized void fireDue() {
    if (closed) {
      return;
    }
    firings.takeDue(clock.instant()).forEach(this::fire);
  }

  /** Fires each enabled schedule once, now. Its planned firings do not change. */
  public synchronized void fireNow() {
    Instant now = clock.instant();
    schedules.stream()
        .filter(Schedule::enabled)
        .forEach(schedule -> fire(new Firing(schedule, expression(schedule), now)));
  }

  private void fire(Firing firing) {
    metrics.of("AWS/Events", "RuleName", firing.schedule().name()).count("Invocations", 1);
    invokeAsync.accept(firing.schedule().functionName(), event(firing));
  }

  private synchronized void scheduleNext() {
    if (!closed) {
      next.ifPresent(Cancellable::cancel);
      next =
          firings
              .nextTime()
              .map(time -> Duration.between(clock.instant(), time))
              .map(delay -> timer.after(delay, this::fireAndGoOn));
    }
  }

  private void fireAndGoOn() {
    fireDue();
    scheduleNext();
  }

  private byte[] event(Firing firing) {
    return firing
        .schedule()
        .input()
        .orElseGet(() -> scheduledEvent(firing).toString())
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns the event for a target without input. Its time has no fraction of a second.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html">Invoking
   *     a Lambda function on a schedule</a>
   */
  private ObjectNode scheduledEvent(Firing firing) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("version", "0")
            .put("id", UUID.randomUUID().toString())
            .put("detail-type", "Scheduled Event")
            .put("source", "aws.events")
            .put("account", deployment.account())
            .put("time", firing.time().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("region", deployment.region());
    event.putArray("resources").add(firing.schedule().arn());
    event.putObject("detail");
    return event;
  }

  private static ScheduleExpression expression(Schedule schedule) {
    try {
      return ScheduleExpression.parse(schedule.expression());
    } catch (IllegalArgumentException e) {
      throw new StartException("Rule %s: %s.".formatted(schedule.name(), e.getMessage()), e);
    }
  }
}

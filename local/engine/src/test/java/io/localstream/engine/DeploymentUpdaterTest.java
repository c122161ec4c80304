package io.localstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.assembly.Deployment.Schedule;
import io.localstream.engine.cloudwatch.Metrics;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.iam.policy.Role;
import io.localstream.engine.iam.policy.Statement;
import io.localstream.engine.lambda.InProcessHandlers;
import io.localstream.engine.lambda.InvocationListener;
import io.localstream.engine.lambda.LambdaHost;
import io.localstream.engine.lambda.LambdaSettings;
import io.localstream.engine.lambda.RuntimeClient;
import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.schedule.Scheduler;
import io.localstream.engine.time.EngineClock;
import io.localstream.fixtures.ManualTime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Updates a running function, "old", and its schedule to deployments with other resources. */
class DeploymentUpdaterTest {
  private static final String RATE = "rate(1 hour)";
  private static final Deployment RUNNING =
      deployment(List.of(function("old", "1.jar")), List.of(schedule("old", RATE)));

  private final List<String> fired = new ArrayList<>();
  private final EngineClock clock = EngineClock.of(new ManualTime(), System::nanoTime);
  private final BackgroundTasks background = new BackgroundTasks(fired::add);
  private final LambdaHost lambda = new LambdaHost(RUNNING.functions(), settings(), event -> {});
  private final Scheduler scheduler =
      new Scheduler(
          RUNNING,
          Optional.of(Duration.ofSeconds(1)),
          clock,
          Metrics.NONE,
          background,
          (functionName, event) -> fired.add(functionName));
  private final DeploymentUpdater updater =
      new DeploymentUpdater(
          RUNNING, new FunctionUpdater(lambda), new AccessControl(RUNNING), scheduler, Map.of());

  @AfterEach
  void close() {
    scheduler.close();
    lambda.close();
  }

  @Test
  void shouldNameItAndNotFireItsSchedule_whenAFunctionIsAdded() throws Exception {
    DeploymentChanges changes = updater.update(withAddedFunction("1.jar"));

    assertThat(changes.restart()).containsExactly("new function added", "new schedule of added");
    assertThat(changes.refused()).isEmpty();
    scheduler.fireNow();
    assertThat(fired).containsExactly("old");
  }

  @Test
  void shouldUpdateTheOthers_whenAnAddedFunctionChanges() throws Exception {
    updater.update(withAddedFunction("1.jar"));

    DeploymentChanges changes = updater.update(withAddedFunction("2.jar"));

    assertThat(changes).isEqualTo(new DeploymentChanges(List.of("old"), List.of(), List.of()));
  }

  @Test
  void shouldRunTheNewVersion_whenARemovedFunctionIsAddedAgain() throws Exception {
    updater.update(deployment(List.of(), List.of()));
    scheduler.fireNow();
    assertThat(fired).isEmpty();

    DeploymentChanges changes =
        updater.update(
            deployment(List.of(function("old", "2.jar")), List.of(schedule("old", RATE))));

    assertThat(changes.applied()).contains("old", "new schedule of old");
    scheduler.fireNow();
    assertThat(fired).containsExactly("old");
  }

  @Test
  void shouldApplyIt_whenAScheduleOfARunningFunctionChanges() throws Exception {
    DeploymentChanges changes =
        updater.update(
            deployment(RUNNING.functions(), List.of(schedule("old", "rate(2 minutes)"))));

    assertThat(changes.applied()).containsExactly("schedule of old");
  }

  private static Deployment withAddedFunction(String code) {
    return deployment(
        List.of(function("old", code), function("added", code)),
        List.of(schedule("old", RATE), schedule("added", RATE)));
  }

  private static Deployment deployment(List<Function> functions, List<Schedule> schedules) {
    return new Deployment(
        "eu-west-1",
        "111122223333",
        List.of(),
        List.of(),
        List.of(),
        functions,
        schedules,
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Function function(String name, String code) {
    return new Function(
        name,
        "arn:aws:lambda:eu-west-1:111122223333:function:" + name,
        "1",
        "Handler",
        Path.of(code),
        512,
        Duration.ofSeconds(10),
        Map.of(),
        false,
        Deployment.Logging.text("/aws/lambda/" + name),
        false,
        new Role(
            "role",
            "arn:aws:iam::111122223333:role/role",
            List.of(new Statement(Statement.Effect.ALLOW, List.of("*"), List.of("*"), List.of()))),
        Deployment.AsyncInvocation.DEFAULT,
        Function.UNRESERVED);
  }

  private static Schedule schedule(String functionName, String expression) {
    return new Schedule(
        "of " + functionName,
        "arn:aws:events:eu-west-1:111122223333:rule/" + functionName,
        expression,
        functionName,
        Optional.empty(),
        true);
  }

  private LambdaSettings settings() {
    RequestStreamHandler handler = (in, out, context) -> in.transferTo(out);
    return new LambdaSettings(
        URI.create("http://127.0.0.1:1"),
        "eu-west-1",
        Path.of("unused"),
        RuntimeClient.PORTABLE,
        Path.of("unused"),
        1,
        name -> Optional.empty(),
        Metrics.NONE,
        InvocationListener.NONE,
        background,
        clock,
        new InProcessHandlers(Map.of("old", setup -> handler), InProcessHandlers.NONE.output()),
        Map.of());
  }
}

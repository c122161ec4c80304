package io.localstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.AsyncInvocation;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.assembly.Deployment.StartingPosition;
import io.localstream.engine.iam.policy.Role;
import io.localstream.engine.lifecycle.StartException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DebuggedDeploymentTest {
  private static final Deployment DEPLOYMENT =
      new Deployment(
          "eu-west-1",
          "111122223333",
          List.of("Stack"),
          List.of(),
          List.of(),
          List.of(function("consumer"), function("other")),
          List.of(),
          List.of(mapping("consumer"), mapping("other")),
          Map.of(),
          List.of(),
          List.of(),
          List.of());

  @Test
  void shouldLiftTheLimitsOfADebuggedFunction_andLeaveTheOthers() {
    Deployment debugged =
        DebuggedDeployment.of(DEPLOYMENT, new DebugSettings(Map.of("consumer", 0), false));

    Function function = debugged.functions().get(0);
    assertThat(function.timeout()).isEqualTo(Duration.ofHours(1));
    assertThat(function.reservedConcurrency()).isOne();
    assertThat(function.asyncInvocation().maximumEventAge()).isEqualTo(Duration.ofHours(6));
    assertThat(function.asyncInvocation().maximumRetryAttempts()).isOne();
    assertThat(debugged.mappings().get(0).maximumRecordAge()).isEmpty();
    assertThat(debugged.mappings().get(0).maximumRetryAttempts()).isEqualTo(3);
    assertThat(debugged.functions().get(1)).isEqualTo(DEPLOYMENT.functions().get(1));
    assertThat(debugged.mappings().get(1)).isEqualTo(DEPLOYMENT.mappings().get(1));
  }

  @Test
  void shouldChangeNothing_whenNothingIsDebugged() {
    assertThat(DebuggedDeployment.of(DEPLOYMENT, DebugSettings.NONE)).isEqualTo(DEPLOYMENT);
  }

  @Test
  void shouldNameTheFunctionsThatThereAre_whenOneIsUnknown() {
    DebugSettings settings = new DebugSettings(Map.of("consume", 0), false);

    assertThatThrownBy(() -> DebuggedDeployment.of(DEPLOYMENT, settings))
        .isInstanceOf(StartException.class)
        .hasMessage("--debug: there is no function consume, only consumer, other");
  }

  private static Function function(String name) {
    return new Function(
        name,
        "arn:aws:lambda:eu-west-1:111122223333:function:" + name,
        "1",
        "Handler",
        Path.of("code.jar"),
        512,
        Duration.ofSeconds(10),
        Map.of(),
        true,
        Deployment.Logging.text("/aws/lambda/" + name),
        false,
        new Role("role", "arn:aws:iam::111122223333:role/role", List.of()),
        new AsyncInvocation(1, Duration.ofMinutes(1), Optional.empty()),
        Function.UNRESERVED);
  }

  private static EventSourceMapping mapping(String function) {
    return new EventSourceMapping(
        "uuid-" + function,
        "MyStream",
        "arn:aws:kinesis:eu-west-1:111122223333:stream/MyStream",
        Optional.empty(),
        function,
        "arn:aws:lambda:eu-west-1:111122223333:function:" + function,
        true,
        5,
        Duration.ZERO,
        StartingPosition.TRIM_HORIZON,
        Optional.empty(),
        2,
        3,
        Optional.of(Duration.ofMinutes(1)),
        true,
        true,
        Optional.empty(),
        List.of(),
        false);
  }
}

package io.localstream.engine.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FunctionCommandTest {
  @Test
  void shouldGiveTheHeapTheManagedRuntimesShare_whenTheFunctionHas512Megabytes() {
    assertThat(line(RuntimeClient.RIC, false, 17)).contains("-XX:MaxHeapSize=445645k");
  }

  @Test
  void shouldStartWithASmallHeap_whateverTheMachineHas() {
    assertThat(line(RuntimeClient.RIC, false, 17)).contains("-XX:InitialHeapSize=8m");
  }

  @Test
  void shouldCompileAsTheManagedRuntimes_dependingOnVersionAndSnapStart() {
    String limit = "-XX:TieredStopAtLevel=1";

    assertThat(line(RuntimeClient.RIC, false, 25)).contains(limit);
    assertThat(line(RuntimeClient.RIC, true, 21)).contains(limit);
    assertThat(line(RuntimeClient.RIC, true, 25)).doesNotContain(limit);
  }

  @Test
  void shouldNotUseOptionsThatTheJvmDoesNotKnow_whenItIsOld() {
    assertThat(line(RuntimeClient.RIC, false, 17))
        .noneMatch(option -> option.startsWith("--sun-misc-unsafe"));
    assertThat(line(RuntimeClient.RIC, false, 25))
        .contains("--sun-misc-unsafe-memory-access=allow");
  }

  @Test
  void shouldFindThePortableClassesFirst_whenTheClientIsPortable() {
    assertThat(classPath(RuntimeClient.PORTABLE).get(0)).contains("portable");
    assertThat(classPath(RuntimeClient.RIC)).noneMatch(entry -> entry.contains("portable"));
  }

  @Test
  void shouldListenOnLoopback_whenTheFunctionIsDebugged() {
    assertThat(debugged(new Debugger(5005, false, suspended -> {})))
        .contains("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:5005");
    assertThat(debugged(new Debugger(5006, true, suspended -> {})))
        .contains("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:5006");
    assertThat(line(RuntimeClient.RIC, false, 17)).noneMatch(option -> option.contains("jdwp"));
  }

  private static List<String> debugged(Debugger debugger) {
    LambdaSettings settings = TestHost.settings(Path.of("work"), RuntimeClient.RIC);
    return new FunctionCommand(
            TestHost.function(FunctionCommandTest.class),
            TestHost.debugged(settings, debugger),
            Optional.empty(),
            25)
        .line(Path.of("files"));
  }

  private static List<String> classPath(RuntimeClient client) {
    List<String> line = line(client, false, 17);
    return List.of(line.get(line.indexOf("-classpath") + 1).split(File.pathSeparator));
  }

  private static List<String> line(RuntimeClient client, boolean snapStart, int javaVersion) {
    var function = TestHost.function("Handler", Duration.ofSeconds(10), 512, snapStart, Map.of());
    return new FunctionCommand(
            function, TestHost.settings(Path.of("work"), client), Optional.empty(), javaVersion)
        .line(Path.of("files"));
  }
}

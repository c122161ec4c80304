package io.localstream.cli;

import io.localstream.engine.http.Loopback;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Says how to attach a debugger, and for which function a stopping run waits. */
final class DebuggerNotices {
  private static final List<String> HOW_TO_ATTACH =
      List.of(
          "  IntelliJ IDEA  a run configuration \"Remote JVM Debug\", host %1$s, port %2$d",
          "  VS Code        a configuration in launch.json: \"type\": \"java\", \"request\": \"attach\","
              + " \"hostName\": \"%1$s\", \"port\": %2$d",
          "  Eclipse        a debug configuration \"Remote Java Application\", host %1$s, port %2$d",
          "  jdb            jdb -attach %1$s:%2$d");

  private final Consumer<String> notices;
  private final Set<String> explained = new HashSet<>();
  private final Set<String> awaited = new HashSet<>();

  DebuggerNotices(Consumer<String> notices) {
    this.notices = notices;
  }

  /**
   * Says that a function listens for a debugger and, the first time, how to attach one.
   *
   * @param suspended whether the function waits for it
   */
  synchronized void listening(String functionName, int port, boolean suspended) {
    boolean first = explained.add(functionName);
    notices.accept(
        "%s %s at %s:%d"
            .formatted(
                functionName,
                suspended ? "waits for a debugger" : "can be debugged",
                Loopback.HOST,
                port));
    if (first) {
      HOW_TO_ATTACH.forEach(line -> notices.accept(line.formatted(Loopback.HOST, port)));
    }
  }

  /** Names the functions that a stopping run waits for, each one once. */
  synchronized void waitingFor(List<String> functions) {
    for (String function : functions) {
      if (awaited.add(function)) {
        notices.accept(
            function
                + " is stopped at a breakpoint, or waits for a debugger: resume it, or press Ctrl-C"
                + " again to stop immediately");
      }
    }
  }
}

package io.localstream.engine.lambda;

import io.localstream.engine.http.Loopback;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a debugger attaches to the process of a function: the JDWP agent of the JVM listens on
 * loopback.
 *
 * @param port 1 to 65,535
 * @param suspend whether the process waits for a debugger before it loads the handler
 * @param listening runs each time the agent starts to listen: after the process has started, and
 *     after a debugger has left
 * @see <a href="https://docs.oracle.com/en/java/javase/17/docs/specs/jpda/conninv.html">JPDA
 *     connection and invocation</a>
 */
public record Debugger(int port, boolean suspend, Runnable listening) {
  /** The time limit of what a debugger can stop, which is none in practice. */
  static final Duration NO_LIMIT = Duration.ofDays(365);

  private static final String LISTENING = "Listening for transport dt_socket at address: ";

  /** Returns the option that loads the agent. */
  String agentOption() {
    return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=%s,address=%s:%d"
        .formatted(suspend ? "y" : "n", Loopback.HOST, port);
  }

  /**
   * Takes the agent's own line out of the output of the process, and reports it.
   *
   * @param lines receives the other lines
   */
  Consumer<String> watching(Consumer<String> lines) {
    return line -> {
      if (line.startsWith(LISTENING)) {
        listening.run();
      } else {
        lines.accept(line);
      }
    };
  }
}

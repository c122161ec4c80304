package io.localstream.engine.lambda;

import io.localstream.engine.http.Loopback;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * How a debugger attaches to the process of a function: the JDWP agent of the JVM listens on
 * loopback.
 *
 * @param port 1 to 65,535
 * @param suspend whether the process waits for a debugger before it loads the handler
 * @param listener is notified each time the agent starts to listen
 * @see <a href="https://docs.oracle.com/en/java/javase/17/docs/specs/jpda/conninv.html">JPDA
 *     connection and invocation</a>
 */
public record Debugger(int port, boolean suspend, Listener listener) {
  /** Receives what a developer should know. */
  @FunctionalInterface
  public interface Listener {
    /**
     * The agent listens: the process has started, or a debugger has left.
     *
     * @param suspended whether the process waits for a debugger
     */
    void listening(boolean suspended);
  }

  /** The time limit of an invocation that a debugger can stop: in practice, no limit. */
  static final Duration NO_LIMIT = Duration.ofDays(365);

  private static final String LISTENING = "Listening for transport dt_socket at address: ";

  /** Returns the option that loads the agent. */
  String agentOption() {
    return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=%s,address=%s:%d"
        .formatted(suspend ? "y" : "n", Loopback.HOST, port);
  }

  /**
   * Takes the agent's own lines out of the output of a process, and reports them.
   *
   * @param lines receives the other lines
   * @return receives the lines of one process
   */
  Consumer<String> watching(Consumer<String> lines) {
    // After a debugger has left, the process continues.
    AtomicBoolean waits = new AtomicBoolean(suspend);
    return line -> {
      if (line.startsWith(LISTENING)) {
        listener.listening(waits.getAndSet(false));
      } else {
        lines.accept(line);
      }
    };
  }
}

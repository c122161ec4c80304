package io.localstream.engine.lambda;

import java.util.Map;
import java.util.function.Consumer;

/**
 * The functions that run in this JVM. There a debugger can stop in them, and a test can pass them
 * its own collaborators.
 *
 * @param factories the factories of the handlers, by function name
 * @param output receives what the handlers print
 */
public record InProcessHandlers(Map<String, HandlerFactory> factories, HandlerOutput output) {
  /** No function runs in this JVM. */
  public static final InProcessHandlers NONE =
      new InProcessHandlers(
          Map.of(),
          new HandlerOutput() {
            @Override
            public void begin(Consumer<String> lines) {}

            @Override
            public void end() {}
          });

  /** Receives what handlers print. A line belongs to the function whose thread printed it. */
  public interface HandlerOutput {
    /**
     * From now on, this thread and the threads that it starts print for a function.
     *
     * @param lines receives each line, without its line separator
     */
    void begin(Consumer<String> lines);

    /** From now on, this thread prints for no function. An unfinished line is passed on. */
    void end();
  }

  /** Returns whether any function runs in this JVM. */
  public boolean any() {
    return !factories.isEmpty();
  }

  boolean has(String functionName) {
    return factories.containsKey(functionName);
  }
}

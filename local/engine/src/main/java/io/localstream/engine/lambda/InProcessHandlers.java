package io.localstream.engine.lambda;

import java.util.Map;
import java.util.function.Consumer;

/**
 * The functions that run in this JVM, so that a debugger stops in them and a test gives them what
 * they work with.
 *
 * @param factories make their handlers, by the functions' names
 * @param output takes what they print
 */
public record InProcessHandlers(Map<String, HandlerFactory> factories, HandlerOutput output) {
  /** There are none. */
  public static final InProcessHandlers NONE =
      new InProcessHandlers(
          Map.of(),
          new HandlerOutput() {
            @Override
            public void begin(Consumer<String> lines) {}

            @Override
            public void end() {}
          });

  /** Takes what handlers print: the lines of a function are those of its threads. */
  public interface HandlerOutput {
    /**
     * This thread, and threads that it starts from now on, print for a function.
     *
     * @param lines takes each line, without its end
     */
    void begin(Consumer<String> lines);

    /** This thread prints for no function any more: what has no line end yet is a line. */
    void end();
  }

  /** Whether there is any. */
  public boolean any() {
    return !factories.isEmpty();
  }

  boolean has(String functionName) {
    return factories.containsKey(functionName);
  }
}

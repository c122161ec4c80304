package io.localstream.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.localstream.engine.lambda.InProcessHandlers.HandlerOutput;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;

/**
 * Redirects the standard output and standard error of a handler's threads to the function's log,
 * until it is closed. The output of other threads is not redirected.
 *
 * <p>A thread that a handler started still prints to the log when the invocation is over: it can
 * belong to a pool that later invocations use.
 */
final class HandlerPrints implements HandlerOutput, AutoCloseable {
  private static final InheritableThreadLocal<Lines> PRINTING = new InheritableThreadLocal<>();

  static {
    System.setOut(new PrintStream(new Switch(System.out), true, UTF_8));
    System.setErr(new PrintStream(new Switch(System.err), true, UTF_8));
  }

  /** The lines of all threads that are still there. */
  private final Set<Lines> redirected =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  @Override
  public void begin(Consumer<String> lines) {
    Lines own = new Lines(lines);
    redirected.add(own);
    PRINTING.set(own);
  }

  @Override
  public void end() {
    PRINTING.get().flush();
    PRINTING.remove();
  }

  /** Ends the redirection: threads that handlers left behind print to the original streams. */
  @Override
  public void close() {
    synchronized (redirected) {
      redirected.forEach(Lines::end);
      redirected.clear();
    }
  }

  /** Splits bytes into lines. */
  private static final class Lines {
    private Optional<Consumer<String>> sink;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Lines(Consumer<String> sink) {
      this.sink = Optional.of(sink);
    }

    /** Returns false, and writes nothing, if the redirection has ended. */
    synchronized boolean write(int b) {
      if (sink.isEmpty()) {
        return false;
      }
      if (b == '\n') {
        emit();
      } else if (b != '\r') {
        line.write(b);
      }
      return true;
    }

    synchronized void end() {
      sink = Optional.empty();
    }

    synchronized void flush() {
      if (line.size() > 0) {
        emit();
      }
    }

    private void emit() {
      String text = line.toString(UTF_8);
      line.reset();
      sink.ifPresent(log -> log.accept(text));
    }
  }

  /** Replaces standard output or standard error. */
  private static final class Switch extends OutputStream {
    private final PrintStream others;

    Switch(PrintStream others) {
      this.others = others;
    }

    @Override
    public void write(int b) {
      Lines lines = PRINTING.get();
      if (lines == null || !lines.write(b)) {
        others.write(b);
      }
    }

    @Override
    public void flush() {
      others.flush();
    }
  }
}

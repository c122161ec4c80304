package io.localstream.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.localstream.engine.lambda.InProcessHandlers.HandlerOutput;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * Redirects the standard output and standard error of a handler's threads to the function's log.
 * The output of other threads is not redirected.
 */
final class HandlerPrints implements HandlerOutput {
  private static final InheritableThreadLocal<Lines> PRINTING = new InheritableThreadLocal<>();

  static {
    System.setOut(new PrintStream(new Switch(System.out), true, UTF_8));
    System.setErr(new PrintStream(new Switch(System.err), true, UTF_8));
  }

  @Override
  public void begin(Consumer<String> lines) {
    PRINTING.set(new Lines(lines));
  }

  @Override
  public void end() {
    PRINTING.get().end();
    PRINTING.remove();
  }

  /** Splits bytes into lines. */
  private static final class Lines {
    private final Consumer<String> sink;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Lines(Consumer<String> sink) {
      this.sink = sink;
    }

    synchronized void write(int b) {
      if (b == '\n') {
        emit();
      } else if (b != '\r') {
        line.write(b);
      }
    }

    synchronized void end() {
      if (line.size() > 0) {
        emit();
      }
    }

    private void emit() {
      String text = line.toString(UTF_8);
      line.reset();
      sink.accept(text);
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
      if (lines == null) {
        others.write(b);
      } else {
        lines.write(b);
      }
    }

    @Override
    public void flush() {
      others.flush();
    }
  }
}

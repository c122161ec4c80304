package io.localstream.engine.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Python programs in the resources of this package. They end when their parent ends. */
final class PythonProgram {
  private static final int SECONDS_TO_END = 5;

  private PythonProgram() {}

  /** Returns a file in the resources of this package. */
  static String resource(String file) {
    try (InputStream in = PythonProgram.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the command that runs a program without the user's Python settings and packages.
   *
   * @param python the interpreter
   * @param file the program's resource
   */
  static ProcessBuilder command(String python, String file, String... arguments) {
    return new ProcessBuilder(
        Stream.concat(Stream.of(python, "-I", "-c", resource(file)), List.of(arguments).stream())
            .toList());
  }

  /** Ends a program and its children: closes its standard input, and waits until it has ended. */
  static void end(Process process) {
    try {
      process.getOutputStream().close();
      process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (IOException e) {
      // It has ended, or it is killed below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}

package io.localstream.fixtureapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A consumer that first fails and then succeeds. Its environment variables say how often it fails,
 * and in which ways.
 */
public final class FlakyConsumer implements RequestStreamHandler {
  private static final String ATTEMPTS_FILE = "ATTEMPTS_FILE";
  private static final String FAILURES = "FAILURES";
  private static final String WAYS = "WAYS";

  /** The ways to fail. */
  public enum FailureMode {
    THROW,
    EXIT,
    HANG
  }

  /**
   * Returns the environment variables that make it fail. It fails once in each way, in order, and
   * then in the last way until the number of failures is reached.
   */
  public static Map<String, String> failing(Path folder, int times, FailureMode... ways) {
    return Map.of(
        ATTEMPTS_FILE,
        folder.resolve("attempts").toString(),
        FAILURES,
        String.valueOf(times),
        WAYS,
        Stream.of(ways).map(FailureMode::name).collect(Collectors.joining(",")));
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    input.readAllBytes();
    Path file = Path.of(System.getenv(ATTEMPTS_FILE));
    Files.writeString(file, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    int attempt = (int) Files.size(file);
    if (attempt > Integer.parseInt(System.getenv(FAILURES))) {
      output.write("{}".getBytes(UTF_8));
      return;
    }
    String[] ways = System.getenv(WAYS).split(",");
    switch (FailureMode.valueOf(ways[Math.min(attempt, ways.length) - 1])) {
      case EXIT -> Runtime.getRuntime().halt(1);
      case HANG -> hang();
      default -> throw new IllegalStateException("the consumer is set to fail this invocation");
    }
  }

  private static synchronized void hang() {
    try {
      FlakyConsumer.class.wait();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

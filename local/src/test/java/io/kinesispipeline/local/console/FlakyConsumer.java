package io.kinesispipeline.local.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A consumer that fails so many times, in the way that its environment says, and then succeeds. */
public final class FlakyConsumer implements RequestStreamHandler {
  static final String ATTEMPTS_FILE = "ATTEMPTS_FILE";
  static final String FAILURES = "FAILURES";
  static final String WAY = "WAY";

  /** How it fails. */
  enum Way {
    THROW,
    EXIT,
    HANG
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    input.readAllBytes();
    Path file = Path.of(System.getenv(ATTEMPTS_FILE));
    Files.writeString(file, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (Files.size(file) > Integer.parseInt(System.getenv(FAILURES))) {
      output.write("{}".getBytes(UTF_8));
      return;
    }
    switch (Way.valueOf(System.getenv(WAY))) {
      case EXIT -> Runtime.getRuntime().halt(1);
      case HANG -> hang();
      default -> throw new IllegalStateException("not yet");
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

package io.localstream.engine.kinesis;

import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of Node.js that a command runs. */
final class NodeVersion {
  private static final int OLDEST = 20;
  private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.\\S+");

  private NodeVersion() {}

  /** Throws a {@link StartException} where Node.js is not there or too old. */
  static void require(String node) {
    String version = ask(node);
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < OLDEST) {
      throw new StartException(
          "Node.js %d or later must come first on the PATH; `%s --version` says %s."
              .formatted(OLDEST, node, version.isEmpty() ? "nothing" : version));
    }
  }

  private static String ask(String node) {
    try {
      Process process = new ProcessBuilder(node, "--version").redirectErrorStream(true).start();
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new StartException(
          "Node.js is not on the PATH: install version %d or later from https://nodejs.org."
              .formatted(OLDEST),
          e);
    }
  }
}

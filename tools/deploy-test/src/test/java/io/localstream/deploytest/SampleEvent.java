package io.localstream.deploytest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event of a project: that of the example in its README, because a project can have events of
 * its own.
 *
 * @param json its JSON form
 */
record SampleEvent(String json) {
  private static final Pattern EXAMPLE = Pattern.compile("echo '(\\{.*\\})' \\|");
  private static final Pattern TIME = Pattern.compile("(\"time\":)\\d+");

  /**
   * Reads the event.
   *
   * @param project the folder of the project
   */
  static SampleEvent of(Path project) {
    try {
      Matcher example = EXAMPLE.matcher(Files.readString(project.resolve("README.md")));
      if (!example.find()) {
        throw new IllegalStateException("the README has no example that puts an event");
      }
      return new SampleEvent(example.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the JSON form of the event at another time, in milliseconds since the epoch. */
  String at(long time) {
    return TIME.matcher(json).replaceFirst("$1" + time);
  }
}

package io.localstream.junit;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The project whose pipeline is tested.
 *
 * @param root its root folder
 */
record Project(Path root) {
  private static final Path RUNTIME = Path.of("local", "engine", "target", "runtime");
  private static final Path MINI_STACK = Path.of("target", "ministack");

  /**
   * Finds the project that contains the working folder.
   *
   * @throws IllegalStateException if there is none
   */
  static Project find() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("cdk.json")) && Files.isDirectory(folder.resolve("local"))) {
        return new Project(folder);
      }
    }
    throw new IllegalStateException(
        "Found no project: neither "
            + start
            + " nor a folder above it contains cdk.json and local/");
  }

  /** Returns the folder with the jars of the runtime interface client. */
  Path lambdaRuntime() {
    return root.resolve(RUNTIME);
  }

  /** Returns the folder in which {@code npm start} installs MiniStack. */
  Path miniStack() {
    return root.resolve(MINI_STACK);
  }
}

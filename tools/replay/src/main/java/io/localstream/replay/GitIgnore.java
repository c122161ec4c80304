package io.localstream.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Asks Git whether it ignores a file. */
final class GitIgnore {
  private static final int NOT_IGNORED = 1;
  private static final long LONGEST_SECONDS = 5;

  private GitIgnore() {}

  /** Returns whether the file is in a work tree that does not ignore it; false without Git. */
  static boolean wouldCommit(Path file) {
    Path absolute = file.toAbsolutePath();
    try {
      Process git =
          new ProcessBuilder("git", "check-ignore", "--quiet", absolute.toString())
              .directory(absolute.getParent().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (git.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        return git.exitValue() == NOT_IGNORED;
      }
      git.destroyForcibly();
      return false;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

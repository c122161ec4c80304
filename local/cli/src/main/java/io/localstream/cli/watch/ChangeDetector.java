package io.localstream.cli.watch;

import java.nio.file.Path;
import java.util.Set;

/**
 * Detects when files have changed and have stopped changing, so that saving many files at once is
 * one change. It has no clock: its caller passes one scan after another.
 */
final class ChangeDetector {
  private FileScan handled;
  private FileScan last;

  /** Creates a detector with the files of the last build. */
  ChangeDetector(FileScan built) {
    this.handled = built;
    this.last = built;
  }

  /**
   * Compares the next scan.
   *
   * @return the files that have changed since the last returned ones; empty as long as files still
   *     change
   */
  Set<Path> next(FileScan scan) {
    boolean quiet = scan.equals(last);
    last = scan;
    if (!quiet) {
      return Set.of();
    }
    Set<Path> changed = scan.changesSince(handled);
    handled = scan;
    return changed;
  }

  /** Returns whether files have changed that {@link #next} has not returned yet. */
  boolean isUnsettled() {
    return !last.equals(handled);
  }
}

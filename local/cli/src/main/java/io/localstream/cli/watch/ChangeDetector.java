package io.localstream.cli.watch;

import java.nio.file.Path;
import java.util.Set;

/**
 * Tells when files have changed and no more of them change, so that many saves at once are one
 * change. It has no clock: it is given one scan after another.
 */
final class ChangeDetector {
  private FileScan handled;
  private FileScan last;

  /** Starts with the files that are built. */
  ChangeDetector(FileScan built) {
    this.handled = built;
    this.last = built;
  }

  /**
   * Takes the next scan.
   *
   * @return the files that changed since those returned before; empty as long as files change
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

package io.localstream.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts the records of a file, and finds the lines that are none. */
final class LineCheck {
  /** The most refusals that are worth reading. */
  private static final int MAX_REFUSALS = 10;

  private final LineParser parser;
  private final List<String> refusals = new ArrayList<>();
  private long records;
  private long refused;

  LineCheck(LineParser parser) {
    this.parser = parser;
  }

  void read(LineReader lines) {
    for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      try {
        parser.parse(line.get());
        records++;
      } catch (RefusedLineException e) {
        refused++;
        if (refused <= MAX_REFUSALS) {
          refusals.add(e.getMessage());
        }
      }
    }
    if (refused > MAX_REFUSALS) {
      refusals.add("and %,d more lines".formatted(refused - MAX_REFUSALS));
    }
  }

  long records() {
    return records;
  }

  /** Why the first refused lines are refused; empty if none is. */
  List<String> refusals() {
    return refusals;
  }
}

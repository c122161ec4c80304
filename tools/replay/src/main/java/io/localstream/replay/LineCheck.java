package io.localstream.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts the records of a file, and finds lines that are not records. */
final class LineCheck {
  /** The maximum number of refusals to report. */
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

  /** Returns why the first refused lines are refused; empty if no line is refused. */
  List<String> refusals() {
    return refusals;
  }
}

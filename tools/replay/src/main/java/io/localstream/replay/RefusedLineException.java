package io.localstream.replay;

/** A line is no record that a stream takes. The message has its number and says why. */
final class RefusedLineException extends Exception {
  private static final long serialVersionUID = 1L;

  private final long line;

  RefusedLineException(Line line, String why) {
    super("line %d %s".formatted(line.number(), why));
    this.line = line.number();
  }

  /** The number of the line. */
  long line() {
    return line;
  }
}

package io.localstream.replay;

/**
 * A line is not a record that the stream accepts. The message has the line number and the reason.
 */
final class RefusedLineException extends Exception {
  private static final long serialVersionUID = 1L;

  private final long line;

  RefusedLineException(Line line, String why) {
    super("line %d %s".formatted(line.number(), why));
    this.line = line.number();
  }

  /** Returns the line number. */
  long line() {
    return line;
  }
}

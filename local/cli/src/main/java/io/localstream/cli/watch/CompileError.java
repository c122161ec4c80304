package io.localstream.cli.watch;

import java.nio.file.Path;
import java.util.List;

/**
 * Sources do not compile.
 *
 * @see #getMessage()
 */
final class CompileError extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * An error.
   *
   * @param line 1 or more; less than 1 if the error has no line
   */
  record Problem(Path file, long line, String message) {
    private String text(Path project) {
      Path shown = file.startsWith(project) ? project.relativize(file) : file;
      return line > 0 ? "%s:%d: %s".formatted(shown, line, message) : shown + ": " + message;
    }
  }

  private final transient List<Problem> problems;

  CompileError(List<Problem> problems) {
    super(problems.toString());
    this.problems = problems;
  }

  /**
   * Returns a text for each problem: the file, relative to the project's folder, the line and the
   * message.
   */
  List<String> texts(Path project) {
    return problems.stream().map(problem -> problem.text(project)).toList();
  }
}

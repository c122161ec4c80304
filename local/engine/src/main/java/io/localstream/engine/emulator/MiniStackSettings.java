package io.localstream.engine.emulator;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Where MiniStack is installed and started.
 *
 * @param environment the folder of the virtual environment, which is created if it is missing
 * @param interpreter the Python interpreter that creates it, 3.11 or later
 * @param log the file of MiniStack's log
 * @param notices receives a sentence if something takes a while
 */
public record MiniStackSettings(
    Path environment, String interpreter, Path log, Consumer<String> notices) {
  /** The interpreter on the {@code PATH}. */
  public static final String PYTHON = "python3";
}

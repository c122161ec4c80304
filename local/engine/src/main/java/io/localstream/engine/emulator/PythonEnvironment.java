package io.localstream.engine.emulator;

import io.localstream.engine.lifecycle.Folders;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A virtual environment with MiniStack's packages, whose versions and checksums are pinned.
 *
 * @param folder the folder of the environment; the file beside it with the extension {@code .lock}
 *     keeps other processes from installing at the same time
 * @param interpreter the command that creates it, Python 3.11 or later
 */
record PythonEnvironment(Path folder, String interpreter) {
  private static final String REQUIREMENTS = "requirements.txt";
  private static final String NEEDED = "Python 3.11 or later (https://www.python.org/)";

  /** Locks out the other threads of this JVM. A file lock locks out only other JVMs. */
  private static final Object THIS_JVM = new Object();

  /**
   * Installs the packages, unless they are installed.
   *
   * @param notice is run before an installation, which can take a minute
   * @return the interpreter of the environment
   * @throws InstallException if Python or the network is missing; no environment is left
   */
  @SuppressWarnings("try") // The lock is held, not used.
  Path install(Runnable notice) throws InstallException, InterruptedException {
    synchronized (THIS_JVM) {
      try {
        Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
        try (FileChannel channel =
                FileChannel.open(
                    parent.resolve(folder.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock otherJvms = channel.lock()) {
          if (!isInstalled()) {
            installInto(notice);
          }
          return python();
        }
      } catch (ClosedByInterruptException | FileLockInterruptionException e) {
        throw new InterruptedException(e.toString());
      } catch (IOException e) {
        throw new StartException("Nothing can be installed in %s: %s".formatted(folder, e), e);
      }
    }
  }

  private Path python() {
    return folder.resolve("bin").resolve("python");
  }

  /** Written last: without it, an environment is incomplete. */
  private Path stamp() {
    return folder.resolve("installed.txt");
  }

  private boolean isInstalled() throws IOException {
    return Files.isExecutable(python())
        && Files.exists(stamp())
        && Files.readString(stamp()).equals(PythonProgram.resource(REQUIREMENTS));
  }

  private void installInto(Runnable notice)
      throws InstallException, IOException, InterruptedException {
    Folders.delete(folder);
    Path requirements = Files.createTempFile("requirements", ".txt");
    Path output = Files.createTempFile("install", ".log");
    boolean complete = false;
    try {
      Files.writeString(requirements, PythonProgram.resource(REQUIREMENTS));
      run(requirements, output, notice);
      Files.copy(requirements, stamp());
      complete = true;
    } finally {
      Files.delete(requirements);
      Files.delete(output);
      if (!complete) {
        Folders.delete(folder);
      }
    }
  }

  private void run(Path requirements, Path output, Runnable notice)
      throws InstallException, IOException, InterruptedException {
    Process process = start(requirements, output);
    try {
      notice.run();
      if (process.waitFor() != 0) {
        throw problem(Files.readAllLines(output));
      }
    } finally {
      PythonProgram.end(process);
    }
  }

  private Process start(Path requirements, Path output) throws InstallException {
    try {
      return PythonProgram.command(
              interpreter,
              "install.py",
              folder.toAbsolutePath().toString(),
              requirements.toString())
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
    } catch (IOException e) {
      throw new InstallException(
          "there is no %s on the PATH: install %s".formatted(interpreter, NEEDED), e);
    }
  }

  private InstallException problem(List<String> output) {
    String last = output.isEmpty() ? "no output" : output.get(output.size() - 1).strip();
    if (last.startsWith("OLD ")) {
      return new InstallException(
          "%s is Python %s: install %s".formatted(interpreter, last.substring(4), NEEDED));
    }
    if (output.stream().anyMatch(line -> line.contains("ensurepip"))) {
      return new InstallException(
          "%s cannot create virtual environments: install the package python3-venv"
              .formatted(interpreter));
    }
    return new InstallException(
        "pip cannot install it, for which the first start needs a network connection (%s)"
            .formatted(last));
  }
}

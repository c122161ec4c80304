package io.localstream.engine;

import io.localstream.engine.lifecycle.Folders;
import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folder of a run's temporary files. Its name has the ID of the run's process. */
final class WorkFolder {
  private static final String PREFIX = "kinesis-pipeline-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-\\d+");

  private WorkFolder() {}

  /**
   * Creates the folder, which is deleted with the parts of the run. Deletes the folders of runs
   * that were killed.
   */
  static Path create(RunningParts parts) {
    try {
      Path folder = create(Path.of(System.getProperty("java.io.tmpdir")));
      return parts.add(folder, waiting -> Folders.delete(folder));
    } catch (IOException e) {
      throw new StartException("cannot create a temporary folder: " + e.getMessage(), e);
    }
  }

  static Path create(Path temporary) throws IOException {
    Path folder =
        Files.createTempDirectory(temporary, PREFIX + ProcessHandle.current().pid() + "-");
    try (DirectoryStream<Path> others = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      others.forEach(other -> deleteAbandoned(other, folder));
    } catch (IOException | DirectoryIteratorException e) {
      // This user may not list the folder of temporary files.
    }
    return folder;
  }

  private static void deleteAbandoned(Path folder, Path own) {
    try {
      if (isAbandoned(folder, own)) {
        Folders.delete(folder);
      }
    } catch (IOException e) {
      // Another run deletes it at the same time, or the next run tries again.
    }
  }

  /** Returns whether the same user's run created a folder, and its process has ended. */
  private static boolean isAbandoned(Path folder, Path own) throws IOException {
    Matcher name = NAME.matcher(folder.getFileName().toString());
    if (!name.matches()
        || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !Files.getOwner(folder).equals(Files.getOwner(own))) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(name.group(1)));
    return process.isEmpty() || startedAfter(process.get(), folder);
  }

  /** Returns whether a process has the ID of the ended process that wrote into a folder. */
  private static boolean startedAfter(ProcessHandle process, Path folder) throws IOException {
    Instant written = Files.getLastModifiedTime(folder).toInstant();
    return process.info().startInstant().filter(written::isBefore).isPresent();
  }
}

package io.localstream.cli.watch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The modification time and the size of each file at one moment. Scans detect changes equally fast
 * on all systems: on macOS, the JDK's file events are based on scans too, seconds apart.
 */
record FileScan(Map<Path, Stamp> files) {
  private record Stamp(FileTime modified, long size) {}

  /**
   * Scans files and folders.
   *
   * @param roots files and folders; folders include everything in them, and missing ones are
   *     skipped
   */
  static FileScan of(List<Path> roots) throws IOException {
    Map<Path, Stamp> files = new HashMap<>();
    for (Path root : roots) {
      if (Files.exists(root)) {
        Files.walkFileTree(root, new Visitor(files));
      }
    }
    return new FileScan(files);
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Map<Path, Stamp> files;

    Visitor(Map<Path, Stamp> files) {
      this.files = files;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!isTemporary(file.getFileName().toString())) {
        files.put(file, new Stamp(attributes.lastModifiedTime(), attributes.size()));
      }
      return FileVisitResult.CONTINUE;
    }

    /** Returns whether a name is that of a temporary file of an editor. */
    private static boolean isTemporary(String name) {
      return name.startsWith(".") || name.endsWith("~") || name.startsWith("#");
    }

    /** Skips a file that disappears while its folder is read. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
      return e == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, e);
    }
  }

  /** Returns the files that were added, changed or deleted since an earlier scan. */
  Set<Path> changesSince(FileScan earlier) {
    Set<Path> changed = new HashSet<>(files.keySet());
    changed.addAll(earlier.files.keySet());
    changed.removeIf(
        file -> files.containsKey(file) && files.get(file).equals(earlier.files.get(file)));
    return changed;
  }
}

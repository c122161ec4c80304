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
 * The time and the size of each file at one moment. Scans see each change everywhere in the same
 * time: on macOS, file events of the JDK are scans too, which come seconds apart.
 */
record FileScan(Map<Path, Stamp> files) {
  private record Stamp(FileTime modified, long size) {}

  /**
   * Scans files and folders.
   *
   * @param roots files, and folders with all that is in them; what does not exist is left out
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

    /** What editors write beside a file. */
    private static boolean isTemporary(String name) {
      return name.startsWith(".") || name.endsWith("~") || name.startsWith("#");
    }

    /** A file can disappear while its folder is read: the next scan is without it. */
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

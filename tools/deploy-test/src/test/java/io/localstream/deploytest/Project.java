package io.localstream.deploytest;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The paths of the project; the tests run in its folder. */
final class Project {
  static final Path ROOT = Path.of("").toAbsolutePath();

  /** The folder for all files that the tests write. */
  static final Path TARGET = ROOT.resolve("tools").resolve("deploy-test").resolve("target");

  /** The programs of the virtual environment, which {@code scripts/test-deploy.mjs} installs. */
  static final Path PYTHON_TOOLS = TARGET.resolve("venv").resolve("bin");

  /**
   * Files and folders that are not copied: those of earlier runs, and the stamps of the two modules
   * whose class paths are absolute. Without its stamp, a module counts as not built. All others
   * count as built.
   */
  private static final Set<Path> LEFT_OUT =
      Stream.of(
              ".git",
              "cdk.out",
              "target",
              "tools/deploy-test/target",
              "tools/redrive/target/build.json",
              "tools/replay/target/build.json",
              "tools/benchmarks/target")
          .map(Path::of)
          .collect(Collectors.toUnmodifiableSet());

  /**
   * The files with the absolute paths of what Maven has compiled in a module: with other paths,
   * Maven would compile the module again.
   */
  private static final PathMatcher COMPILED =
      FileSystems.getDefault().getPathMatcher("glob:**/target/maven-status/**.lst");

  private Project() {}

  /** Copies a project with its build folders, so that a test can change the copy. */
  static void copy(Path from, Path to) throws IOException {
    copy(from, to, Path.of(""));
  }

  /**
   * Copies a folder of a project, such as that of a module, to the same place in another one, with
   * its build folders.
   *
   * @param from the folder of the project
   * @param to the folder of the other one
   * @param folder the path of the copied folder in both
   */
  static void copy(Path from, Path to, Path folder) throws IOException {
    Files.walkFileTree(
        from.resolve(folder),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes)
              throws IOException {
            if (LEFT_OUT.contains(from.relativize(visited))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(visited)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            // In a git worktree, .git is a file.
            Path path = from.relativize(file);
            if (!LEFT_OUT.contains(path)) {
              Files.copy(file, to.resolve(path), COPY_ATTRIBUTES, NOFOLLOW_LINKS, REPLACE_EXISTING);
              if (COMPILED.matches(path)) {
                replacePaths(to.resolve(path), from, to);
              }
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void replacePaths(Path file, Path from, Path to) throws IOException {
    FileTime modified = Files.getLastModifiedTime(file);
    String content = Files.readString(file);
    Files.writeString(file, content.replace(from + File.separator, to + File.separator));
    Files.setLastModifiedTime(file, modified);
  }

  /** Deletes a folder with its content, without following links. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException e)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

package io.localstream.deploytest;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
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
   * Folders that are not copied: files of earlier runs, and build folders that contain absolute
   * paths. The copied modules count as built.
   */
  private static final Set<Path> LEFT_OUT =
      Stream.of(
              ".git",
              "cdk.out",
              "target",
              "tools/deploy-test/target",
              "tools/redrive/target",
              "tools/replay/target",
              "tools/benchmarks/target")
          .map(Path::of)
          .collect(Collectors.toUnmodifiableSet());

  private Project() {}

  /** Copies the project with its build folders, so that a test can change the copy. */
  static void copy(Path to) throws IOException {
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (LEFT_OUT.contains(ROOT.relativize(folder))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(ROOT.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            // In a git worktree, .git is a file.
            if (!LEFT_OUT.contains(ROOT.relativize(file))) {
              Files.copy(file, to.resolve(ROOT.relativize(file)), COPY_ATTRIBUTES, NOFOLLOW_LINKS);
            }
            return FileVisitResult.CONTINUE;
          }
        });
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

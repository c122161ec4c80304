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

/** Where things are in the project, in whose folder the tests run. */
final class Project {
  static final Path ROOT = Path.of("").toAbsolutePath();

  /** For all that the tests write. */
  static final Path TARGET = ROOT.resolve("tools").resolve("deploy-test").resolve("target");

  /** The virtual environment's programs, which {@code scripts/test-deploy.mjs} installs. */
  static final Path PYTHON_TOOLS = TARGET.resolve("venv").resolve("bin");

  /**
   * Not copied: what a run leaves, and the builds of modules that know where they are. The others
   * count as built in a copy too.
   */
  private static final Set<Path> LEFT_OUT =
      Stream.of(
              ".git",
              "cdk.out",
              "target",
              "tools/deploy-test/target",
              "tools/redrive/target",
              "tools/benchmarks/target")
          .map(Path::of)
          .collect(Collectors.toUnmodifiableSet());

  private Project() {}

  /** Copies the project as it was built, for a test to change. */
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

  /** Deletes a folder with all that is in it, links but not what they point to. */
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

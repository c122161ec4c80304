package io.kinesispipeline.deploy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** Where things are in the project, in whose folder the tests run. */
final class Project {
  static final Path ROOT = Path.of("").toAbsolutePath();

  /** For all that the tests write. */
  static final Path TARGET = ROOT.resolve("deploy-test").resolve("target");

  /** The virtual environment's programs, which {@code scripts/test-deploy.mjs} installs. */
  static final Path PYTHON_TOOLS = TARGET.resolve("venv").resolve("bin");

  private static final Set<String> NOT_SOURCES =
      Set.of(".git", "target", "node_modules", "cdk.out");

  private Project() {}

  /** Copies the sources, for a test to change: what was built stays behind. */
  static void copySources(Path to) throws IOException {
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (NOT_SOURCES.contains(folder.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(ROOT.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            // In a git worktree, .git is a file.
            if (!NOT_SOURCES.contains(file.getFileName().toString())) {
              Files.copy(file, to.resolve(ROOT.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Files.createSymbolicLink(to.resolve("node_modules"), ROOT.resolve("node_modules"));
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

package io.localstream.cli.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles modules with the JDK's compiler, in this JVM. It compiles all sources of a module,
 * because a change in one can change the classes of others.
 */
final class ModuleCompiler implements AutoCloseable {
  private final JavaCompiler compiler;
  private final StandardJavaFileManager files;

  /**
   * Creates a compiler.
   *
   * @throws StartException if this Java has no compiler
   */
  ModuleCompiler() {
    compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new StartException(
          "--watch needs a JDK with a compiler, and %s has none: set JAVA_HOME to a JDK"
              .formatted(System.getProperty("java.home")));
    }
    // Keeps the directories of jars in memory, which makes the next compilation faster.
    files = compiler.getStandardFileManager(null, Locale.ROOT, UTF_8);
  }

  /**
   * Compiles a module.
   *
   * @param classPath the module's class path, with the current classes of other modules
   * @param output an existing folder for the classes
   * @throws CompileError if the sources have errors
   */
  void compile(Module module, List<Path> classPath, Path output) throws IOException, CompileError {
    List<Path> sources = sources(module);
    if (sources.isEmpty()) {
      return;
    }
    files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
    files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    StringWriter otherOutput = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                otherOutput,
                files,
                diagnostics,
                module.options(),
                null,
                files.getJavaFileObjectsFromPaths(sources))
            .call();
    if (!compiled) {
      throw new CompileError(problems(module, diagnostics, otherOutput.toString()));
    }
  }

  private static List<Path> sources(Module module) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path folder : module.sources()) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> found = Files.walk(folder)) {
          found
              .filter(file -> file.toString().endsWith(".java") && Files.isRegularFile(file))
              .forEach(sources::add);
        }
      }
    }
    return sources;
  }

  private static List<CompileError.Problem> problems(
      Module module, DiagnosticCollector<JavaFileObject> diagnostics, String otherOutput) {
    List<CompileError.Problem> problems =
        diagnostics.getDiagnostics().stream()
            .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
            .map(diagnostic -> problem(module, diagnostic))
            .toList();
    return problems.isEmpty()
        ? List.of(new CompileError.Problem(Path.of(module.name()), 0, otherOutput.strip()))
        : problems;
  }

  private static CompileError.Problem problem(
      Module module, Diagnostic<? extends JavaFileObject> diagnostic) {
    Path file =
        diagnostic.getSource() == null
            ? Path.of(module.name())
            : Path.of(diagnostic.getSource().toUri());
    return new CompileError.Problem(
        file, diagnostic.getLineNumber(), diagnostic.getMessage(Locale.ROOT));
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}

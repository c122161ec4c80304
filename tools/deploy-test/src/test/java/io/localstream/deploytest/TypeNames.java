package io.localstream.deploytest;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The simple names of the types in a project's Java sources. */
final class TypeNames {
  private static final Path SOURCES = Path.of("src");

  private TypeNames() {}

  /**
   * Returns the simple names that two or more types of one module have.
   *
   * @param project its modules are the folders with a folder {@code src}
   * @return for each module and name, a sentence with the files
   */
  static List<String> repeated(Path project) throws IOException {
    Map<String, List<Path>> modules = new TreeMap<>();
    for (Path source : sources(project)) {
      modules.computeIfAbsent(module(project, source), name -> new ArrayList<>()).add(source);
    }
    List<String> repeated = new ArrayList<>();
    for (Map.Entry<String, List<Path>> module : modules.entrySet()) {
      files(module.getValue())
          .forEach(
              (name, files) -> {
                if (files.size() > 1) {
                  repeated.add(
                      "%s: %s is in %s"
                          .formatted(
                              module.getKey(), name, String.join(" and ", new TreeSet<>(files))));
                }
              });
    }
    return repeated;
  }

  private static List<Path> sources(Path project) throws IOException {
    try (Stream<Path> files = Files.walk(project)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> isSource(project.relativize(file)))
          .sorted()
          .toList();
    }
  }

  private static boolean isSource(Path file) {
    for (Path folder : file) {
      if (folder.equals(SOURCES)) {
        return true;
      }
      if (folder.toString().matches("target|node_modules|\\..+")) {
        return false;
      }
    }
    return false;
  }

  private static String module(Path project, Path source) {
    Path folder = source;
    while (!folder.getFileName().equals(SOURCES)) {
      folder = folder.getParent();
    }
    String module = project.relativize(folder.getParent()).toString();
    return module.isEmpty() ? "the project" : module;
  }

  /**
   * The files of each type name. A file that has several types of one name is listed several times.
   */
  private static Map<String, List<String>> files(List<Path> sources) throws IOException {
    Map<String, List<String>> files = new TreeMap<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask parser =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : parser.parse()) {
        String file = Path.of(unit.getSourceFile().toUri()).getFileName().toString();
        new TreeScanner<Void, Map<String, List<String>>>() {
          @Override
          public Void visitClass(ClassTree type, Map<String, List<String>> found) {
            if (!type.getSimpleName().isEmpty()) {
              found
                  .computeIfAbsent(type.getSimpleName().toString(), name -> new ArrayList<>())
                  .add(file);
            }
            return super.visitClass(type, found);
          }
        }.scan(unit, files);
      }
    }
    return files;
  }
}

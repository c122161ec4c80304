package io.localstream.cli.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The current classes of each module: those of the build, until this run compiles the module. This
 * class never writes into the folders of the build, because Maven would treat unchecked classes
 * there as up to date.
 */
final class ModuleOutputs {
  private final WatchPlan plan;
  private final ModuleCompiler compiler;
  private final Path folder;
  private final VersionFolders compilations;
  private final Map<Module, Path> current = new HashMap<>();

  /**
   * Files that the build created besides classes and copied resources, for example filtered files.
   */
  private final Map<Module, Path> generated = new HashMap<>();

  /**
   * Begins with the classes of the build.
   *
   * @param folder the folder for the classes; it need not exist
   */
  ModuleOutputs(WatchPlan plan, ModuleCompiler compiler, Path folder) throws IOException {
    this.plan = plan;
    this.compiler = compiler;
    this.folder = folder;
    this.compilations = new VersionFolders(folder);
    for (Module module : plan.modules()) {
      current.put(module, module.classes());
      generated.put(module, copyGenerated(module));
    }
  }

  private Path copyGenerated(Module module) throws IOException {
    Path copy = Files.createDirectories(folder.resolve("generated").resolve(module.name()));
    for (Path file : files(module.classes())) {
      Path relative = module.classes().relativize(file);
      boolean resource =
          module.resources().stream()
              .filter(Module.Resources::copied)
              .anyMatch(resources -> Files.exists(resources.folder().resolve(relative)));
      if (!resource && !file.toString().endsWith(".class")) {
        copy(file, copy.resolve(relative));
      }
    }
    return copy;
  }

  /** Returns the folder of a module's current classes and resources. */
  Path of(Module module) {
    return current.get(module);
  }

  /**
   * Compiles modules and the modules that depend on them. If one fails, all keep their current
   * classes.
   *
   * @return all modules that were compiled
   * @throws CompileError if sources have errors
   */
  Set<Module> compile(Set<Module> changed) throws IOException, CompileError {
    Map<Module, Path> compiled = new LinkedHashMap<>();
    for (Module module : plan.modules()) {
      if (changed.contains(module) || module.dependsOnAny(compiled.keySet())) {
        compiled.put(module, compile(module, compiled));
      }
    }
    current.putAll(compiled);
    return new LinkedHashSet<>(compiled.keySet());
  }

  /**
   * Compiles modules and discards the result, so that the next compilation is faster.
   *
   * @param modules the modules; their sources can have errors
   */
  void warmUp(Set<Module> modules) throws IOException {
    try {
      for (Module module : modules) {
        Path unused = compile(module, Map.of());
      }
    } catch (CompileError e) {
      // The next compilation reports the error.
    }
  }

  private Path compile(Module module, Map<Module, Path> compiled) throws IOException, CompileError {
    Path output = Files.createDirectories(compilations.create().resolve(module.name()));
    copyAll(generated.get(module), output);
    compiler.compile(module, classPath(module, compiled), output);
    for (Module.Resources resources : module.resources()) {
      if (resources.copied()) {
        copyAll(resources.folder(), output);
      }
    }
    return output;
  }

  /** Deletes the classes that later compilations have replaced. */
  void deleteReplaced() throws IOException {
    compilations.deleteUnused(current.values());
  }

  private List<Path> classPath(Module module, Map<Module, Path> compiled) {
    List<Path> classPath = new ArrayList<>();
    for (Path entry : module.classPath()) {
      classPath.add(
          plan.modules().stream()
              .filter(other -> entry.startsWith(other.target()))
              .findFirst()
              .map(other -> compiled.getOrDefault(other, current.get(other)))
              .orElse(entry));
    }
    return classPath;
  }

  /** Copies all files of a folder, if it exists, into another folder. Overwrites existing files. */
  static void copyAll(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      copy(file, to.resolve(from.relativize(file).toString()));
    }
  }

  private static void copy(Path file, Path copy) throws IOException {
    Files.createDirectories(copy.getParent());
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Returns the files below a folder; none if it does not exist. */
  static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(Files::isRegularFile).toList();
    }
  }
}

package io.localstream.cli.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;

/**
 * The code of a function whose jar the build of a module has created. After a change, the
 * function's code is a folder: the current classes of the modules, and a jar with the rest of the
 * original jar.
 */
final class FunctionCode {
  /** Lambda's folder for the libraries of a function whose code is a folder. */
  private static final String LIBRARIES = "lib";

  private final Path jar;
  private final List<Module> modules;
  private final Path folder;
  private final VersionFolders versions;
  private Optional<Path> libraries = Optional.empty();

  private FunctionCode(Path jar, List<Module> modules, Path folder) {
    this.jar = jar;
    this.modules = modules;
    this.folder = folder;
    this.versions = new VersionFolders(folder);
  }

  /**
   * Finds the modules whose classes are in a function's jar.
   *
   * @param code the function's code
   * @param folder the folder for the code; it need not exist
   * @return the function's code; empty if it is not a jar that the build of a module has created
   */
  static Optional<FunctionCode> of(Path code, WatchPlan plan, Path folder) throws IOException {
    for (Module module : plan.modules()) {
      if (madeBy(module, code)) {
        return Optional.of(new FunctionCode(code, bundled(code, plan.modules()), folder));
      }
    }
    return Optional.empty();
  }

  private static boolean madeBy(Module module, Path code) throws IOException {
    if (!Files.isRegularFile(code) || !Files.isDirectory(module.target())) {
      return false;
    }
    try (Stream<Path> files = Files.list(module.target())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
        if (Files.mismatch(file, code) == -1) {
          return true;
        }
      }
      return false;
    }
  }

  private static List<Module> bundled(Path jar, List<Module> modules) throws IOException {
    try (JarFile entries = new JarFile(jar.toFile())) {
      List<Module> bundled = new ArrayList<>();
      for (Module module : modules) {
        if (names(module).stream()
            .anyMatch(name -> name.endsWith(".class") && entries.getEntry(name) != null)) {
          bundled.add(module);
        }
      }
      return List.copyOf(bundled);
    }
  }

  /** Returns the names of the entries that a module's build adds to a jar. */
  private static Set<String> names(Module module) throws IOException {
    Set<String> names = new HashSet<>();
    for (Path file : ModuleOutputs.files(module.classes())) {
      names.add(module.classes().relativize(file).toString());
    }
    return names;
  }

  /** Returns the jar that the build has created. */
  Path jar() {
    return jar;
  }

  /** Returns the modules whose classes are in the jar. */
  List<Module> modules() {
    return modules;
  }

  /** Returns whether the function's jar has classes of one of the modules. */
  boolean hasAnyOf(Set<Module> changed) {
    return modules.stream().anyMatch(changed::contains);
  }

  /** Creates and returns a folder with the current classes of the modules. */
  Path with(ModuleOutputs outputs) throws IOException {
    Path version = versions.create();
    Path lib = Files.createDirectories(version.resolve(LIBRARIES));
    for (Module module : modules) {
      ModuleOutputs.copyAll(outputs.of(module), version);
    }
    Files.createSymbolicLink(lib.resolve("libraries.jar"), libraries());
    return version;
  }

  /** Deletes the versions that contain no used file, but not the newest version. */
  void deleteUnused(Set<Path> used) throws IOException {
    versions.deleteUnused(used);
  }

  /** Creates the jar that all versions share, so that the first change need not wait for it. */
  Path libraries() throws IOException {
    if (libraries.isEmpty()) {
      libraries = Optional.of(writeLibraries(Files.createDirectories(folder)));
    }
    return libraries.get();
  }

  /**
   * Writes the jar without the modules' own entries, so that a deleted class is not on the class
   * path of later versions.
   */
  private Path writeLibraries(Path existing) throws IOException {
    Set<String> own = new HashSet<>();
    for (Module module : modules) {
      own.addAll(names(module));
    }
    // Merged from the files of several libraries.
    own.removeIf(name -> name.startsWith("META-INF/"));
    Path file = existing.resolve("libraries.jar");
    try (JarFile all = new JarFile(jar.toFile());
        OutputStream out = Files.newOutputStream(file);
        JarOutputStream written = new JarOutputStream(out)) {
      written.setLevel(Deflater.NO_COMPRESSION);
      for (Enumeration<JarEntry> entries = all.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (!own.contains(entry.getName())) {
          written.putNextEntry(new ZipEntry(entry.getName()));
          try (InputStream content = all.getInputStream(entry)) {
            content.transferTo(written);
          }
        }
      }
    }
    return file;
  }
}

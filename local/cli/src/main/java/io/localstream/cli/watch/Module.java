package io.localstream.cli.watch;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A Maven module, and how Maven compiles it. All paths are absolute.
 *
 * @param name its folder, relative to the project's
 * @param sources folders of Java sources, which may not exist
 * @param resources folders of files that are copied beside the classes
 * @param target the output folder of its build
 * @param classes the folder of its classes
 * @param classPath the class path for compilation: jars, and classes or jars of other modules
 * @param options the options of {@code javac} that change its classes
 * @param compilable whether {@code javac} with these options creates the same classes as Maven;
 *     otherwise Maven must build the module
 */
record Module(
    String name,
    List<Path> sources,
    List<Resources> resources,
    Path target,
    Path classes,
    List<Path> classPath,
    List<String> options,
    boolean compilable) {
  /**
   * A folder of resources.
   *
   * @param copied whether the build copies each file unchanged; otherwise Maven must build the
   *     module
   */
  record Resources(Path folder, boolean copied) {
    /**
     * Returns whether the build copies a file of this folder unchanged. It often merges files in
     * {@code META-INF} with those of libraries.
     */
    boolean isCopied(Path file) {
      return copied && !folder.relativize(file).startsWith("META-INF");
    }
  }

  /** Returns whether a file is one of the Java sources. It can be deleted already. */
  boolean hasSource(Path file) {
    return file.toString().endsWith(".java") && sources.stream().anyMatch(file::startsWith);
  }

  /** Returns the folder of resources that contains a file. The file can be deleted already. */
  Optional<Resources> resourcesOf(Path file) {
    return resources.stream().filter(r -> file.startsWith(r.folder())).findFirst();
  }

  /** Returns whether another module is on this module's class path. */
  boolean dependsOn(Module other) {
    return classPath.stream().anyMatch(entry -> entry.startsWith(other.target));
  }

  /** Returns whether one of the other modules is on this module's class path. */
  boolean dependsOnAny(Set<Module> others) {
    return others.stream().anyMatch(this::dependsOn);
  }
}

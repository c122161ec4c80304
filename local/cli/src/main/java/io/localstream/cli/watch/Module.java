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
 * @param target the folder of all that its build makes
 * @param classes the folder of its classes
 * @param classPath what its sources are compiled with: jars, and classes or jars of other modules
 * @param options options of {@code javac} that its classes depend on
 * @param compilable whether {@code javac} with these options makes what Maven makes; otherwise
 *     Maven has to build the module
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
   * @param copied whether each file is copied as it is; otherwise Maven has to build the module
   */
  record Resources(Path folder, boolean copied) {
    /**
     * Returns whether a file of this folder is copied as it is. Files in {@code META-INF} are often
     * merged with those of libraries.
     */
    boolean isCopied(Path file) {
      return copied && !folder.relativize(file).startsWith("META-INF");
    }
  }

  /** Returns whether a file, which may be deleted, is one of the Java sources. */
  boolean hasSource(Path file) {
    return file.toString().endsWith(".java") && sources.stream().anyMatch(file::startsWith);
  }

  /** Returns the folder of resources that a file is in, which may be deleted. */
  Optional<Resources> resourcesOf(Path file) {
    return resources.stream().filter(r -> file.startsWith(r.folder())).findFirst();
  }

  /** Returns whether this module is compiled with another one. */
  boolean dependsOn(Module other) {
    return classPath.stream().anyMatch(entry -> entry.startsWith(other.target));
  }

  /** Returns whether this module is compiled with one of the others. */
  boolean dependsOnAny(Set<Module> others) {
    return others.stream().anyMatch(this::dependsOn);
  }
}

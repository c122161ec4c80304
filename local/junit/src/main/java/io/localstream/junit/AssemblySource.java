package io.localstream.junit;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the cloud assembly of a test class comes from. */
sealed interface AssemblySource {
  /**
   * Returns the assembly's folder.
   *
   * @throws IllegalStateException if the app cannot be synthesized
   */
  Path folder() throws InterruptedException;

  /**
   * Sets a CDK context value.
   *
   * @throws IllegalStateException if the assembly already exists
   */
  void set(String key, String value);

  /**
   * An existing assembly.
   *
   * @param folder its folder
   */
  record Fixed(Path folder) implements AssemblySource {
    @Override
    public void set(String key, String value) {
      throw new IllegalStateException(
          "Cannot set " + key + ": the assembly " + folder + " is already synthesized");
    }
  }

  /** The assembly that a project's app synthesizes. */
  final class Synthesized implements AssemblySource {
    private final Project project;
    private final Map<String, String> settings = new LinkedHashMap<>();

    Synthesized(Project project) {
      this.project = project;
    }

    @Override
    public Path folder() throws InterruptedException {
      return new Synthesis(project, settings).assembly();
    }

    @Override
    public void set(String key, String value) {
      settings.put(key, value);
    }
  }
}

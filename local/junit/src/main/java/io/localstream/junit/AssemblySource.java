package io.localstream.junit;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the cloud assembly of a test class comes from. */
sealed interface AssemblySource {
  /**
   * Gives the assembly's folder.
   *
   * @throws IllegalStateException when the app fails
   */
  Path folder() throws InterruptedException;

  /**
   * Changes a setting of the app.
   *
   * @throws IllegalStateException when the settings are fixed
   */
  void set(String key, String value);

  /**
   * An assembly that is run as it is.
   *
   * @param folder where it is
   */
  record Fixed(Path folder) implements AssemblySource {
    @Override
    public void set(String key, String value) {
      throw new IllegalStateException(
          "The assembly " + folder + " is run as it is: " + key + " would change nothing");
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

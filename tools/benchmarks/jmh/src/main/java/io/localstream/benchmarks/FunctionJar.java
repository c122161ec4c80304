package io.localstream.benchmarks;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * A function as it is deployed: its jar and its handler. Libraries that this program also has are
 * loaded from the program, so that two functions differ only in their own code.
 */
final class FunctionJar {
  private final URLClassLoader loader;
  private final String handler;

  private FunctionJar(URLClassLoader loader, String handler) {
    this.loader = loader;
    this.handler = handler;
  }

  /**
   * Opens the jar that the property {@code <function>.<make>.jar} names, with the handler of {@code
   * <function>.<make>.handler}.
   */
  static FunctionJar of(String function, String make) {
    String name = function + "." + make;
    try {
      URL jar = Path.of(System.getProperty(name + ".jar")).toUri().toURL();
      URLClassLoader loader =
          new URLClassLoader(new URL[] {jar}, FunctionJar.class.getClassLoader());
      return new FunctionJar(loader, System.getProperty(name + ".handler"));
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(name + ".jar is not the path of a file", e);
    }
  }

  ClassLoader loader() {
    return loader;
  }

  Class<?> handler() {
    try {
      return Class.forName(handler, true, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(handler + " is not in " + loader.getURLs()[0], e);
    }
  }
}

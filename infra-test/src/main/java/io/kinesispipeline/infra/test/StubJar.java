package io.kinesispipeline.infra.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Creates a stub jar for tests that need a function's code but do not run it. */
public final class StubJar {
  private StubJar() {}

  /** Makes a jar of one entry, which is deleted when the JVM ends. */
  public static Path create() {
    try {
      Path jar = Files.createTempFile("function", ".jar");
      jar.toFile().deleteOnExit();
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
        out.putNextEntry(new ZipEntry("Handler.class"));
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

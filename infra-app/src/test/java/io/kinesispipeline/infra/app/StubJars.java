package io.kinesispipeline.infra.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Stands in for the jars of all functions. */
final class StubJars {
  private StubJars() {}

  /** The same bytes each time, as the templates name the code by its hash. */
  static void buildIn(Path projectRoot) throws IOException {
    for (FunctionJar function : FunctionJar.values()) {
      Path jar = projectRoot.resolve(function.path());
      Files.createDirectories(jar.getParent());
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
        ZipEntry entry = new ZipEntry(function.name().toLowerCase(Locale.ROOT) + ".class");
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        out.putNextEntry(entry);
      }
    }
  }
}

package io.kinesispipeline.infra.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Creates stub jars for all functions. */
final class StubJars {
  private StubJars() {}

  /** Writes the same bytes each time, because the templates contain the hash of the code. */
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

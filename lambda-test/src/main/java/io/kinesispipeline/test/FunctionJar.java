package io.kinesispipeline.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The jar of a function as it is uploaded to Lambda, with checks of its content. */
public final class FunctionJar {
  private static final String SERVICES = "META-INF/services/";

  private final Path path;
  private final List<String> entries = new ArrayList<>();
  private final Map<String, List<String>> services = new LinkedHashMap<>();

  /** Reads the jar at a path. */
  public FunctionJar(Path path) throws IOException {
    this.path = path;
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(path))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.add(entry.getName());
        if (entry.getName().startsWith(SERVICES) && !entry.isDirectory()) {
          services.put(
              entry.getName().substring(SERVICES.length()),
              new String(zip.readAllBytes(), UTF_8)
                  .lines()
                  .map(line -> line.replaceFirst("#.*", "").strip())
                  .filter(line -> !line.isEmpty())
                  .toList());
        }
      }
    }
  }

  /** Returns the path of the jar. */
  public Path path() {
    return path;
  }

  /** Returns the entries of the jar, in order. */
  public List<String> entries() {
    return List.copyOf(entries);
  }

  /** Returns the providers of a service. */
  public List<String> providers(String service) {
    return services.getOrDefault(service, List.of());
  }

  /** Returns a class loader of this jar, the JDK and the given other locations. */
  public ClassLoader load(Path... others) throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(path.toUri().toURL());
    for (Path other : others) {
      urls.add(other.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /** Checks that no entry occurs twice. */
  public FunctionJar hasNoDuplicates() {
    assertThat(entries).isNotEmpty().doesNotHaveDuplicates();
    return this;
  }

  /** Checks that there are no signature files, which are not valid in a merged jar. */
  public FunctionJar hasNoSignatures() {
    assertThat(entries).noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|DSA|RSA|EC)"));
    return this;
  }

  /** Checks that the jar has only the allowed HTTP client. */
  public FunctionJar hasNoHttpClientBut(String allowed) {
    assertThat(entries)
        .noneMatch(name -> name.startsWith("io/netty/"))
        .filteredOn(
            name -> name.matches("software/amazon/awssdk/http/(apache5?|nio|crt|urlconnection)/.+"))
        .allMatch(name -> name.startsWith("software/amazon/awssdk/http/" + allowed));
    return this;
  }

  /** Checks that the jar contains every provider of its services, once. */
  public FunctionJar hasItsServicesProviders() {
    services.forEach(
        (service, providers) -> {
          assertThat(providers).as(service).isNotEmpty().doesNotHaveDuplicates();
          assertThat(providers)
              .as(service)
              .allMatch(name -> entries.contains(name.replace('.', '/') + ".class"));
        });
    return this;
  }

  /** Checks the maximum size of the jar, which is downloaded at each cold start. */
  public FunctionJar hasSizeUpTo(long bytes) {
    assertThat(path.toFile()).size().isLessThanOrEqualTo(bytes);
    return this;
  }
}

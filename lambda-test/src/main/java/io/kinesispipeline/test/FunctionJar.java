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

/** A function's jar, as it is uploaded to Lambda, and the rules that it must keep. */
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

  /** Where the jar is. */
  public Path path() {
    return path;
  }

  /** Everything in the jar, in order. */
  public List<String> entries() {
    return List.copyOf(entries);
  }

  /** Who provides a service. */
  public List<String> providers(String service) {
    return services.getOrDefault(service, List.of());
  }

  /** Loads classes from this jar and the JDK alone, and from other places if there are some. */
  public ClassLoader load(Path... others) throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(path.toUri().toURL());
    for (Path other : others) {
      urls.add(other.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /** Holds every entry to be there once. */
  public FunctionJar hasNoDuplicates() {
    assertThat(entries).isNotEmpty().doesNotHaveDuplicates();
    return this;
  }

  /** Holds signatures, which are void in a merged jar, to be absent. */
  public FunctionJar hasNoSignatures() {
    assertThat(entries).noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|DSA|RSA|EC)"));
    return this;
  }

  /** Holds the large HTTP clients to be absent. */
  public FunctionJar hasNoHttpClientBut(String allowed) {
    assertThat(entries)
        .noneMatch(name -> name.startsWith("io/netty/"))
        .filteredOn(
            name -> name.matches("software/amazon/awssdk/http/(apache5?|nio|crt|urlconnection)/.+"))
        .allMatch(name -> name.startsWith("software/amazon/awssdk/http/" + allowed));
    return this;
  }

  /** Holds every provider of a service to be in the jar, once. */
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

  /** Holds the jar to be of a size: what it weighs is downloaded at each cold start. */
  public FunctionJar hasSizeUpTo(long bytes) {
    assertThat(path.toFile()).size().isLessThanOrEqualTo(bytes);
    return this;
  }
}

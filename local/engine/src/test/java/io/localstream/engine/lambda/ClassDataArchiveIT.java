package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.lambda.handlers.EchoHandler;
import io.localstream.engine.lifecycle.Folders;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassDataArchiveIT {
  private static final String USES = "-XX:SharedArchiveFile=";
  private static final String RECORDS = "-XX:DumpLoadedClassList=";
  private static final String FROM_ARCHIVE = "source: shared objects file";

  @TempDir private Path work;
  private Path jar;
  private Path folder;
  private Path classes;

  @BeforeEach
  void makeJar() throws IOException {
    jar = jar(Hello.class);
    folder = work.resolve("class-data");
    classes = work.resolve("classes");
  }

  /** A program of one class. */
  static final class Hello {
    private Hello() {}

    public static void main(String[] args) {
      System.out.println("Hello");
    }
  }

  @Test
  void shouldLoadTheClassesFromTheArchive_whenAJvmHasRecordedThem() throws Exception {
    assertThat(options()).contains(RECORDS + classes);
    assertThat(loaded()).noneMatch(line -> line.contains(FROM_ARCHIVE));
    archive().make(classes);

    assertThat(options()).singleElement().asString().startsWith(USES);
    assertThat(loaded()).singleElement().asString().contains(FROM_ARCHIVE);
    assertThat(folder).isDirectoryContaining("glob:**.jsa");
    assertThat(files()).hasSize(1);
  }

  @Test
  void shouldMakeTheArchive_whenTheJvmIsStillWritingTheLastLine() throws Exception {
    loaded();
    String recorded = Files.readString(classes);
    Files.writeString(classes, recorded + "@lambda-form-invo");

    archive().make(classes);

    assertThat(loaded()).singleElement().asString().contains(FROM_ARCHIVE);
  }

  @Test
  void shouldRecordAgain_whenAJarHasChanged() throws Exception {
    loaded();
    archive().make(classes);

    Files.setLastModifiedTime(jar, FileTime.fromMillis(0));

    assertThat(options()).contains(RECORDS + classes);
  }

  @Test
  void shouldNotRecordAgain_whenTheJvmCannotMakeTheArchive() throws Exception {
    Files.writeString(classes, "@no-such-thing\n");

    archive().make(classes);

    assertThat(files()).singleElement().asString().endsWith(".failed");
    assertThat(options()).isEmpty();
  }

  @Test
  void shouldHaveNoArchive_whenTheClassPathHasAFolder() {
    assertThat(ClassDataArchive.of(List.of(jar, work), List.of(), folder)).isEmpty();
    assertThat(ClassDataArchive.of(List.of(jar, work.resolve("missing.jar")), List.of(), folder))
        .isEmpty();
  }

  @Test
  void shouldDeleteTheArchivesThatWereNotUsedForLongest_whenThereAreTooMany() throws Exception {
    Files.createDirectories(folder);
    for (int hours = 1; hours <= ClassDataArchive.KEPT; hours++) {
      unused(Files.createFile(folder.resolve(hours + ".jsa")), hours);
    }
    unused(Files.createDirectory(folder.resolve("unfinished-1")), 1);
    loaded();

    archive().make(classes);

    assertThat(files())
        .hasSize(ClassDataArchive.KEPT)
        .doesNotContain("unfinished-1", ClassDataArchive.KEPT + ".jsa")
        .contains("1.jsa");
  }

  @ParameterizedTest
  @EnumSource
  void shouldStartLaterProcessesWithTheArchive_whenAFunctionHasRun(RuntimeClient client)
      throws Exception {
    // Not in the folder of temporary files.
    Path kept = Files.createDirectories(Path.of("target", "kept", client.name()).toAbsolutePath());
    Folders.delete(kept.resolve("class-data"));
    Path runtime = copy(Path.of("target", "runtime"), kept.resolve("runtime"));
    Path code = Files.move(jar(EchoHandler.class), kept.resolve("echo.jar"), REPLACE_EXISTING);
    Deployment.Function function = TestHost.function(EchoHandler.class).withCode(code);

    assertThat(commandOf(function, runtime, client)).contains(RECORDS);
    await().atMost(Duration.ofMinutes(2)).until(() -> hasArchive(runtime));

    assertThat(commandOf(function, runtime, client)).contains(USES).doesNotContain(RECORDS);
  }

  private static boolean hasArchive(Path runtime) throws IOException {
    Path archives = runtime.resolveSibling("class-data");
    return Files.exists(archives)
        && names(archives).stream().anyMatch(name -> name.endsWith(".jsa"));
  }

  /** Invokes a function on a new host, and returns the command line of its process. */
  private String commandOf(Deployment.Function function, Path runtime, RuntimeClient client)
      throws InterruptedException {
    LambdaSettings settings = TestHost.withRuntime(TestHost.settings(work, client), runtime);
    try (TestHost host = new TestHost(settings, function)) {
      JsonNode seen = host.succeed(Map.of());
      assertThat(host.texts())
          .as("the JVM writes nothing")
          .noneMatch(text -> text.contains("[cds"));
      return ProcessHandle.of(seen.at("/pid").asLong())
          .orElseThrow()
          .info()
          .commandLine()
          .orElseThrow();
    }
  }

  private ClassDataArchive archive() {
    return ClassDataArchive.of(List.of(jar), List.of(), folder, Runnable::run).orElseThrow();
  }

  private List<String> options() {
    return archive().options(classes);
  }

  /** Runs the program, and returns what its JVM logs when it loads the program's class. */
  private List<String> loaded() throws IOException, InterruptedException {
    Path log = work.resolve("loaded");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xlog:class+load:file=" + log,
            "-cp",
            jar.toString(),
            Hello.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEqualTo("Hello\n");
    assertThat(process.waitFor()).isZero();
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains(Hello.class.getName()))
        .toList();
  }

  private List<String> files() throws IOException {
    return names(folder);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toList());
    }
  }

  private static void unused(Path file, int hours) throws IOException {
    long millis = System.currentTimeMillis() - Duration.ofHours(hours).toMillis();
    Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
  }

  private Path jar(Class<?> content) throws IOException {
    String entry = content.getName().replace('.', '/') + ".class";
    Path file = work.resolve(content.getSimpleName() + ".jar");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream written = new JarOutputStream(out)) {
      written.putNextEntry(new JarEntry(entry));
      Files.copy(Path.of("target", "test-classes").resolve(entry), written);
    }
    return file;
  }

  private static Path copy(Path from, Path to) throws IOException {
    Folders.delete(to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
    return to;
  }
}

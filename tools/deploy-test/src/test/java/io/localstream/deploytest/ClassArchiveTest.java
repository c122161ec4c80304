package io.localstream.deploytest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks the class-data archives of an app and of a run with one class and one library each. */
@Timeout(120)
class ClassArchiveTest {
  private static final Path SCRIPTS = Path.of("..", "..", "scripts");
  private static final String FROM_ARCHIVE = "Library source: shared objects file";

  private String javaHome = System.getProperty("java.home");
  @TempDir private Path project;
  private Path library;
  private Path archive;

  @BeforeEach
  void makeApp() throws IOException {
    for (String script : List.of("class-archive.mjs", "project.mjs")) {
      write("scripts/" + script, Files.readString(SCRIPTS.resolve(script)));
    }
    write("cdk.json", "{\"context\": {}}");
    library = project.resolve("library.jar");
    archive = project.resolve("infra-app/target/libraries.jsa");
    compile("Library", "public class Library {}");
    moveToLibrary("Library.class");
    compile("App", "class App { public static void main(String[] args) { new Library(); } }");
    write(
        "infra-app/target/app.args",
        """
        -XX:+UseSerialGC
        -XX:SharedArchiveFile=infra-app/target/libraries.jsa
        -Xshare:auto
        -Xlog:disable
        -Xlog:class+load:file=loaded
        -cp "%s:classes"
        App
        """
            .formatted(library));
  }

  @Test
  void shouldLoadTheLibraryFromTheArchive_whenItWasMade() throws Exception {
    assertThat(makeArchive()).isZero();

    assertThat(runApp()).isEmpty();
    assertThat(loaded()).anyMatch(line -> line.contains(FROM_ARCHIVE));
    assertThat(project.resolve("target/class-archive-app")).doesNotExist();
  }

  @Test
  void shouldRunWithoutAWord_whenTheArchiveIsMissingOrOfAnotherLibrary() throws Exception {
    assertThat(runApp()).isEmpty();

    makeArchive();
    touchLibrary();

    assertThat(runApp()).isEmpty();
    assertThat(loaded()).noneMatch(line -> line.contains(FROM_ARCHIVE));
  }

  @Test
  void shouldRunWithoutAWord_whenTheArchiveIsNone() throws Exception {
    Files.writeString(archive, "none");

    assertThat(runApp()).isEmpty();
  }

  @Test
  void shouldMakeItAgain_whenALibraryHasChanged() throws Exception {
    makeArchive();
    FileTime first = Files.getLastModifiedTime(archive);
    makeArchive();
    assertThat(Files.getLastModifiedTime(archive)).isEqualTo(first);

    touchLibrary();

    assertThat(makeArchive()).isZero();
    assertThat(Files.getLastModifiedTime(archive)).isNotEqualTo(first);
    runApp();
    assertThat(loaded()).anyMatch(line -> line.contains(FROM_ARCHIVE));
  }

  @Test
  void shouldMakeIt_whenTheProcessThatMadeItWasKilled() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    write("target/class-archive-app/pid", String.valueOf(ended.pid()));

    assertThat(makeArchive()).isZero();
    assertThat(archive).exists();
  }

  @Test
  void shouldLeaveItToTheOther_whenAnotherProcessMakesIt() throws Exception {
    write("target/class-archive-app/pid", String.valueOf(ProcessHandle.current().pid()));

    assertThat(makeArchive()).isOne();
    assertThat(archive).doesNotExist();
    assertThat(project.resolve("target/class-archive-app/pid")).exists();
  }

  @Test
  void shouldLeaveNothing_whenTheAppFails() throws Exception {
    compile("App", "class App { public static void main(String[] args) { System.exit(1); } }");

    assertThat(makeArchive()).isOne();
    assertThat(archive).doesNotExist();
    assertThat(project.resolve("target/class-archive-app")).doesNotExist();
  }

  @Test
  void shouldNotTryAgainInTheBackground_whenTheJvmCannotMakeIt() throws Exception {
    String real = javaHome;
    write(
        "java/bin/java",
        """
        #!/bin/sh
        case " $* " in *" -Xshare:dump "*) exit 1 ;; esac
        exec "%s/bin/java" "$@"
        """
            .formatted(real));
    assertThat(project.resolve("java/bin/java").toFile().setExecutable(true)).isTrue();
    javaHome = project.resolve("java").toString();

    assertThat(makeArchive()).isOne();
    assertThat(project.resolve("infra-app/target/libraries.jsa.failed")).exists();

    javaHome = real;
    assertThat(makeArchive()).isZero();
    assertThat(project.resolve("infra-app/target/libraries.jsa.failed")).doesNotExist();
  }

  @Test
  void shouldMakeTheArchiveOfTheRun_whenARunHasRecordedItsClassesToTheEnd() throws Exception {
    writeRunArguments();
    String recorded = "java/lang/Object id: 0\nLibrary id: 1\n";
    write("recorded", recorded + "io/localstream/cli/Summary id: 2\n");

    assertThat(script("run", "recorded")).isZero();

    assertThat(project.resolve("local/cli/target/libraries.jsa")).exists();
    assertThat(project.resolve("recorded")).doesNotExist();
    assertThat(runOptions()).startsWith("-XX:SharedArchiveFile=");

    touchLibrary();
    assertThat(runOptions()).contains("-XX:DumpLoadedClassList=", "target/classes-of-run.");
  }

  @Test
  void shouldDeleteTheRecordsOfRunsThatWereKilled_whenARunStarts() throws Exception {
    writeRunArguments();
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    write("target/classes-of-run." + ended.pid(), "");
    write("target/classes-of-run." + ProcessHandle.current().pid(), "");

    runOptions();

    assertThat(project.resolve("target/classes-of-run." + ended.pid())).doesNotExist();
    assertThat(project.resolve("target/classes-of-run." + ProcessHandle.current().pid())).exists();
  }

  @Test
  void shouldMakeNoArchiveOfTheRun_whenTheRunEndedEarly() throws Exception {
    writeRunArguments();
    write("recorded", "java/lang/Object id: 0\n");

    assertThat(script("run", "recorded")).isOne();

    assertThat(project.resolve("local/cli/target/libraries.jsa")).doesNotExist();
    assertThat(project.resolve("recorded")).doesNotExist();
    assertThat(project.resolve("target/class-archive-run")).doesNotExist();
  }

  private void writeRunArguments() throws IOException {
    write("local/cli/target/local.args", "-cp \"%s\"\nApp\n".formatted(library));
  }

  /** Returns the last option for the JVM of the next run. */
  private String runOptions() throws IOException, InterruptedException {
    write(
        "options.mjs",
        """
        import { runArchive } from './scripts/class-archive.mjs';
        console.log(runArchive.options(runArchive.record()).at(-1));
        """);
    Process node = start("node", "options.mjs");
    String output = new String(node.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(node.waitFor()).as(output).isZero();
    return output;
  }

  private void touchLibrary() throws IOException {
    Files.setLastModifiedTime(library, FileTime.fromMillis(0));
  }

  private List<String> loaded() throws IOException {
    return Files.readAllLines(project.resolve("loaded"));
  }

  private int makeArchive() throws IOException, InterruptedException {
    return script("app");
  }

  private int script(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", "scripts/class-archive.mjs"));
    command.addAll(List.of(arguments));
    Process node = start(command.toArray(String[]::new));
    node.getInputStream().transferTo(OutputStream.nullOutputStream());
    return node.waitFor();
  }

  /** Returns the output of the app. */
  private String runApp() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process app = start(java.toString(), "@infra-app/target/app.args");
    String output = new String(app.getInputStream().readAllBytes(), UTF_8);
    assertThat(app.waitFor()).isZero();
    return output;
  }

  private Process start(String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", javaHome);
    return builder.start();
  }

  private void compile(String name, String source) throws IOException {
    write("src/" + name + ".java", source);
    Path classes = Files.createDirectories(project.resolve("classes"));
    List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-cp"));
    arguments.add(
        Stream.of(library, classes).map(Path::toString).reduce("", (a, b) -> a + ":" + b));
    arguments.add(project.resolve("src/" + name + ".java").toString());
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(status).isZero();
  }

  private void moveToLibrary(String file) throws IOException {
    Path compiled = project.resolve("classes").resolve(file);
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(library))) {
      jar.putNextEntry(new JarEntry(file));
      Files.copy(compiled, jar);
    }
    Files.delete(compiled);
  }

  private void write(String path, String content) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}

package io.localstream.deploytest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks which modules the npm scripts build again, in a project of two modules with a fake Maven.
 */
@Timeout(60)
class BuildScriptTest {
  private static final Path SCRIPTS = Path.of("..", "..", "scripts");
  private static final String BUILT = "Building app …\n";

  /** Like Maven, it does not compile again what is compiled; "app" depends on "lib". */
  private static final String MVN =
      """
      #!/bin/sh
      mkdir -p app/target/classes
      test -e app/target/classes/App.class || echo compiled >> compiled
      touch app/target/classes/App.class
      printf '%s' "$PWD/lib/target/lib.jar:/elsewhere/target/other.jar" > app/target/class-path
      """;

  @TempDir private Path folder;

  @BeforeEach
  void makeProject() throws IOException {
    for (String script : List.of("build.mjs", "class-archive.mjs", "maven.mjs", "project.mjs")) {
      write("scripts/" + script, Files.readString(SCRIPTS.resolve(script)));
    }
    for (String pom : List.of("pom.xml", "app/pom.xml", "lib/pom.xml")) {
      write(pom, "<project/>");
    }
    write("lib/src/main/java/Lib.java", "class Lib {}");
    write("bin/mvn", MVN);
    setJdk("17.0.1");
  }

  @Test
  void shouldBuildNothing_whenNothingHasChanged() throws Exception {
    assertThat(build("app")).isEqualTo(BUILT);

    assertThat(build("app")).isEmpty();
  }

  @Test
  void shouldBuildAgain_whenAModuleThatItIsBuiltOnChanges() throws Exception {
    build("app");
    write("lib/src/main/java/Lib.java", "class Lib { int changed; }");

    assertThat(build("app")).isEqualTo(BUILT);
  }

  @Test
  void shouldCompileAgain_whenTheJdkIsAnother() throws Exception {
    build("app");
    setJdk("17.0.2");

    assertThat(build("app")).isEqualTo(BUILT);
    assertThat(folder.resolve("compiled")).hasContent("compiled\ncompiled");
    assertThat(build("app")).isEmpty();
  }

  @Test
  void shouldNameTheModules_whenThereIsNoSuchModule() throws Exception {
    assertThat(build("apps"))
        .isEqualTo("no such module: apps. Give the module's folder, one of: app, lib\n");
  }

  private void setJdk(String version) throws IOException {
    write("bin/java", "#!/bin/sh\necho 'openjdk version \"%s\"' >&2\n".formatted(version));
  }

  private void write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    if (path.startsWith("bin/")) {
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
  }

  /** Returns the output of the script. */
  private String build(String module) throws IOException, InterruptedException {
    ProcessBuilder node =
        new ProcessBuilder("node", "scripts/build.mjs", module)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    node.environment().remove("JAVA_HOME");
    node.environment()
        .merge("PATH", "", (path, none) -> folder.resolve("bin") + File.pathSeparator + path);
    Process process = node.start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return text;
  }
}

package io.localstream.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what is compiled after a change, in a project in which "app" depends on "lib". */
class ModuleOutputsTest {
  @TempDir private Path project;
  private final ModuleCompiler compiler = new ModuleCompiler();
  private Module lib;
  private Module app;
  private ModuleOutputs outputs;

  @BeforeEach
  void build() throws IOException {
    write("lib/src/main/java/Lib.java", "class Lib { static final int VALUE = 1; }");
    write("app/src/main/java/App.java", "class App { int value = Lib.VALUE; }");
    write("app/src/main/java/Other.java", "class Other {}");
    write("app/src/main/resources/words.txt", "old");
    write("app/target/classes/words.txt", "old");
    write("app/target/classes/App.class", "of the build");
    write("app/target/classes/generated.txt", "by a plugin");
    lib = module("lib", List.of());
    app = module("app", List.of(project.resolve("lib/target/classes")));
    WatchPlan plan = new WatchPlan(project, List.of(lib, app), List.of(), List.of(), Map.of());
    outputs = new ModuleOutputs(plan, compiler, project.resolve("out"));
  }

  @AfterEach
  void close() throws IOException {
    compiler.close();
  }

  private Module module(String name, List<Path> classPath) {
    Path folder = project.resolve(name);
    return new Module(
        name,
        List.of(folder.resolve("src/main/java")),
        List.of(new Module.Resources(folder.resolve("src/main/resources"), true)),
        folder.resolve("target"),
        folder.resolve("target/classes"),
        classPath,
        List.of("--release", "17", "-proc:none"),
        true);
  }

  @Test
  void shouldCompileTheModulesThatDependOnIt_whenAModuleChanges() throws Exception {
    assertThat(outputs.of(app)).isEqualTo(app.classes());

    assertThat(outputs.compile(Set.of(lib))).containsExactly(lib, app);

    assertThat(outputs.of(lib).resolve("Lib.class")).exists();
    assertThat(outputs.of(app).resolve("App.class")).exists();
    assertThat(app.classes().resolve("App.class")).hasContent("of the build");
  }

  @Test
  void shouldHaveNoClassOfIt_whenASourceIsDeleted() throws Exception {
    outputs.compile(Set.of(lib));
    assertThat(outputs.of(app).resolve("Other.class")).exists();
    Files.delete(project.resolve("app/src/main/java/Other.java"));

    assertThat(outputs.compile(Set.of(app))).containsExactly(app);

    assertThat(outputs.of(app).resolve("Other.class")).doesNotExist();
    assertThat(outputs.of(app).resolve("App.class")).exists();
  }

  @Test
  void shouldHaveTheResourcesOfTheSources_whenTheyChange() throws Exception {
    Files.delete(project.resolve("app/src/main/resources/words.txt"));
    write("app/src/main/resources/inner/new.txt", "new");

    outputs.compile(Set.of(lib));

    assertThat(outputs.of(app).resolve("words.txt")).doesNotExist();
    assertThat(outputs.of(app).resolve("inner/new.txt")).hasContent("new");
    assertThat(outputs.of(app).resolve("generated.txt")).hasContent("by a plugin");
  }

  @Test
  void shouldNameFileAndLineAndKeepAllClasses_whenASourceDoesNotCompile() throws Exception {
    outputs.compile(Set.of(lib));
    Path before = outputs.of(lib);
    write("app/src/main/java/App.java", "class App {\n  int value = Lib.GONE;\n}");
    write("lib/src/main/java/Lib.java", "class Lib {}");

    CompileError error =
        catchThrowableOfType(CompileError.class, () -> outputs.compile(Set.of(lib)));

    assertThat(error.texts(project))
        .singleElement()
        .asString()
        .startsWith("app/src/main/java/App.java:2: cannot find symbol");
    assertThat(outputs.of(lib)).isEqualTo(before);
  }

  private void write(String name, String content) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}

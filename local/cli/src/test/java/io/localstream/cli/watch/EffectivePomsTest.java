package io.localstream.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.lifecycle.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what a module's effective POM says about its compilation. */
class EffectivePomsTest {
  private static final String ERROR_PRONE = processor("com.google.errorprone");

  @TempDir private Path project;

  @Test
  void shouldCompileLikeMavenWithoutTheChecks_whenThePomHasOptions() throws IOException {
    Module module =
        read(
            "<compilerArgs><arg>-Xlint:all</arg><arg>-Werror</arg><arg>-Xplugin:ErrorProne -Xep:X</arg>"
                + "<arg>-XDstringConcat=inline</arg></compilerArgs><parameters>true</parameters>"
                + ERROR_PRONE);

    assertThat(module.options())
        .containsExactly(
            "-g",
            "-nowarn",
            "--release",
            "17",
            "-encoding",
            "UTF-8",
            "-parameters",
            "-proc:none",
            "-XDstringConcat=inline");
    assertThat(module.compilable()).isTrue();
    assertThat(module.classes()).isEqualTo(project.resolve("app/target/classes"));
    assertThat(module.sources()).containsExactly(project.resolve("app/src/main/java"));
  }

  @Test
  void shouldLeaveTheModuleToMaven_whenAnAnnotationProcessorGeneratesCode() throws IOException {
    assertThat(read(processor("org.mapstruct")).compilable()).isFalse();
  }

  @Test
  void shouldCopyOnlyPlainResources_whenMavenFiltersOthers() throws IOException {
    Module module = read("");

    assertThat(module.resources())
        .extracting(Module.Resources::copied)
        .containsExactly(true, false);
    Module.Resources plain = module.resources().get(0);
    assertThat(plain.isCopied(plain.folder().resolve("words.txt"))).isTrue();
    assertThat(plain.isCopied(plain.folder().resolve("META-INF/services/x.Y"))).isFalse();
  }

  @Test
  void shouldSayWhatToDo_whenMavenDoesNotKnowTheModule() throws IOException {
    write("");

    EffectivePoms poms = EffectivePoms.read(project.resolve("poms.xml"));

    assertThatThrownBy(() -> poms.module(project, "other", List.of()))
        .isInstanceOf(StartException.class)
        .hasMessage("--watch has no effective POM of other: run npm start -- --watch again");
  }

  private Module read(String configuration) throws IOException {
    write(configuration);
    return EffectivePoms.read(project.resolve("poms.xml")).module(project, "app", List.of());
  }

  private static String processor(String groupId) {
    return "<annotationProcessorPaths><path><groupId>%s</groupId></path></annotationProcessorPaths>"
        .formatted(groupId);
  }

  private void write(String configuration) throws IOException {
    Files.writeString(
        project.resolve("poms.xml"),
        """
        <projects><project>
          <properties>
            <maven.compiler.release>17</maven.compiler.release>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          </properties>
          <build>
            <sourceDirectory>%1$s/app/src/main/java</sourceDirectory>
            <outputDirectory>%1$s/app/target/classes</outputDirectory>
            <directory>%1$s/app/target</directory>
            <resources>
              <resource><directory>%1$s/app/src/main/resources</directory></resource>
              <resource>
                <directory>%1$s/app/src/main/filtered</directory>
                <filtering>true</filtering>
              </resource>
            </resources>
            <plugins><plugin>
              <artifactId>maven-compiler-plugin</artifactId>
              <executions><execution>
                <id>default-compile</id>
                <configuration>%2$s</configuration>
              </execution></executions>
            </plugin></plugins>
          </build>
        </project></projects>
        """
            .formatted(project, configuration));
  }
}

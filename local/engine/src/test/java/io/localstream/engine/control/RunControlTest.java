package io.localstream.engine.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.cloudwatch.PrivateFile;
import io.localstream.engine.control.EventTemplates.Template;
import io.localstream.engine.inspection.ActionFields;
import io.localstream.engine.inspection.BadRequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunControlTest {
  @TempDir private Path folder;

  @Test
  void shouldRefuseActions_whileTheRunIsStarting() {
    assertThatThrownBy(
            () ->
                RunControl.actions(new CompletableFuture<>(), Optional.empty())
                    .actions()
                    .get("put")
                    .perform(null))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("the run is starting: try again in a second");
  }

  @Test
  void shouldHaveTemplates_whenTheyHaveAFolder() {
    assertThat(
            RunControl.actions(new CompletableFuture<>(), Optional.of(folder)).actions().keySet())
        .contains("templates");
    assertThat(RunControl.actions(new CompletableFuture<>(), Optional.empty()).actions().keySet())
        .doesNotContain("templates");
  }

  @Test
  void shouldListTheTemplatesOnly_whenTheFolderHasOtherFiles() throws Exception {
    Files.writeString(folder.resolve("b.json"), "{}");
    Files.writeString(folder.resolve("a-1.json"), "not JSON");
    Files.writeString(folder.resolve("Readme.md"), "other");
    Files.writeString(folder.resolve("UPPER.json"), "other");
    Files.createDirectory(folder.resolve("folder.json"));
    Files.writeString(folder.resolve("large.json"), "x".repeat((256 << 10) + 1));
    Files.createSymbolicLink(folder.resolve("link.json"), folder.resolve("Readme.md"));

    assertThat(new EventTemplates(folder).all())
        .containsExactly(new Template("a-1", "not JSON"), new Template("b", "{}"));
    assertThat(new EventTemplates(folder.resolve("missing")).all()).isEmpty();
  }

  @Test
  void shouldSaveATemplateForItsOwnerAlone_whenItIsNewAndWhenItIsThere() throws Exception {
    EventTemplates templates = new EventTemplates(folder.resolve("events"));
    Path file = templates.folder().resolve("a.json");

    save(templates, "before");
    assertThat(PrivateFile.exists(file)).isTrue();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    save(templates, "after");
    assertThat(PrivateFile.exists(file)).isTrue();
    assertThat(templates.all()).containsExactly(new Template("a", "after"));
  }

  private static void save(EventTemplates templates, String text) {
    String fields = "{\"name\":\"a\",\"text\":\"%s\"}".formatted(text);
    assertThat(templates.save(ActionFields.of(fields.getBytes(UTF_8)))).isNotNull();
  }
}

package io.localstream.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionFoldersTest {
  @TempDir private Path parent;
  private VersionFolders versions;

  @BeforeEach
  void createThreeVersions() throws IOException {
    versions = new VersionFolders(parent);
    for (int i = 0; i < 3; i++) {
      Files.writeString(versions.create().resolve("code.jar"), "code");
    }
  }

  @Test
  void shouldKeepTheUsedVersionsAndTheNewest_whenTheOthersAreDeleted() throws Exception {
    versions.deleteUnused(List.of(parent.resolve("2/code.jar")));

    assertThat(parent).isDirectoryNotContaining(file -> file.endsWith("1"));
    assertThat(parent.resolve("2/code.jar")).exists();
    assertThat(parent.resolve("3/code.jar")).exists();
  }

  @Test
  void shouldDeleteAVersion_whenItIsNoLongerUsed() throws Exception {
    versions.deleteUnused(List.of(parent.resolve("2/code.jar")));

    versions.deleteUnused(List.of());

    assertThat(parent.resolve("2")).doesNotExist();
    assertThat(parent.resolve("3/code.jar")).exists();
  }

  @Test
  void shouldNotUseANumberAgain_whenVersionsWereDeleted() throws Exception {
    versions.deleteUnused(List.of());

    assertThat(versions.create()).isEqualTo(parent.resolve("4"));
  }
}

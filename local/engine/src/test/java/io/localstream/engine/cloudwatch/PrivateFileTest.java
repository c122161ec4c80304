package io.localstream.engine.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
  @TempDir Path folder;

  @Test
  void shouldBeReadableByItsOwnerAlone_whenItIsNew() throws IOException {
    assertThat(permissionsOf(write("new.jsonl"))).isEqualTo("rw-------");
  }

  @Test
  void shouldBeTakenFromOthersAndEmptied_whenItIsThere() throws IOException {
    Path file = Files.writeString(folder.resolve("old.jsonl"), "much longer than now");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThat(permissionsOf(write("old.jsonl"))).isEqualTo("rw-------");
    assertThat(file).hasContent("now");
  }

  @Test
  void shouldWriteToTheFileItself_whenThePathIsALink() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("target"));
    write("link");

    assertThat(permissionsOf(folder.resolve("target"))).isEqualTo("rw-------");
    assertThat(folder.resolve("link")).isSymbolicLink();
  }

  @Test
  void shouldKeepTheLogFromOthers() throws IOException {
    Path log = folder.resolve("target/local/log.jsonl");
    JsonLinesFile.create(log).close();

    assertThat(permissionsOf(log)).isEqualTo("rw-------");
  }

  @Test
  void shouldKeepADevicesPermissions() throws IOException {
    String before = permissionsOf(Path.of("/dev/null"));
    PrivateFile.create(Path.of("/dev/null")).close();

    assertThat(permissionsOf(Path.of("/dev/null"))).isEqualTo(before);
  }

  @Test
  void shouldFail_whenItIsAFolder() {
    assertThatThrownBy(() -> PrivateFile.create(folder)).isInstanceOf(IOException.class);
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = PrivateFile.create(file)) {
      out.write("now".getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static String permissionsOf(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}

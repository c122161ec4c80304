package io.localstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  private static final long LIVING = ProcessHandle.current().pid();

  @TempDir private Path temporary;

  @Test
  void shouldDeleteTheFolderOfARun_whenItsProcessWasKilled() throws Exception {
    Path killed = folder(endedProcess());

    Path unused = WorkFolder.create(temporary);

    assertThat(killed).doesNotExist();
  }

  @Test
  void shouldKeepTheFolderOfARun_whenItsProcessIsAlive() throws Exception {
    Path living = folder(LIVING);

    Path own = WorkFolder.create(temporary);

    assertThat(living.resolve("file")).exists();
    assertThat(own).exists();
  }

  @Test
  void shouldDeleteTheFolderOfARun_whenAnotherProcessHasItsId() throws Exception {
    Path killed = folder(LIVING);
    Files.setLastModifiedTime(killed, FileTime.from(Instant.EPOCH));

    Path unused = WorkFolder.create(temporary);

    assertThat(killed).doesNotExist();
  }

  @Test
  void shouldKeepIt_whenAFolderIsNotTheFolderOfARun() throws Exception {
    Path other = Files.createDirectory(temporary.resolve("kinesis-pipeline-ministack-1"));
    Path target = Files.createDirectory(temporary.resolve("target"));
    Path link =
        Files.createSymbolicLink(
            temporary.resolve("kinesis-pipeline-" + endedProcess() + "-1"), target);

    Path unused = WorkFolder.create(temporary);

    assertThat(other).exists();
    assertThat(link).exists();
  }

  private Path folder(long process) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("kinesis-pipeline-" + process + "-123"));
    Files.writeString(folder.resolve("file"), "text");
    return folder;
  }

  private static long endedProcess() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }
}

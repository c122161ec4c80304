package io.localstream.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitIgnoreTest {
  @TempDir private Path folder;

  @Test
  void shouldTellWhatGitWouldCommit() throws Exception {
    Process git =
        new ProcessBuilder("git", "init", "--quiet", folder.toString()).inheritIO().start();
    assertThat(git.waitFor()).isZero();
    Files.writeString(folder.resolve(".gitignore"), "target/\n");
    Files.createDirectory(folder.resolve("target"));

    assertThat(GitIgnore.wouldCommit(folder.resolve("c.jsonl"))).isTrue();
    assertThat(GitIgnore.wouldCommit(folder.resolve("target/c.jsonl"))).isFalse();
  }

  @Test
  void shouldBeContent_whenThereIsNoWorkTree() {
    assertThat(GitIgnore.wouldCommit(folder.resolve("c.jsonl"))).isFalse();
  }
}

package io.localstream.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests when changed files are built. */
class ChangeDetectorTest {
  @TempDir private Path folder;
  private ChangeDetector detector;
  private int minutes;

  @BeforeEach
  void write() throws IOException {
    save("A.java");
    save("inner/B.java");
    detector = new ChangeDetector(scan());
  }

  @Test
  void shouldReturnNothing_whenNoFileChanges() throws IOException {
    assertThat(detector.next(scan())).isEmpty();
    assertThat(detector.isUnsettled()).isFalse();
  }

  @Test
  void shouldReturnAllFilesOnce_whenManyAreSavedOneAfterAnother() throws IOException {
    save("A.java");
    assertThat(detector.next(scan())).isEmpty();
    assertThat(detector.isUnsettled()).isTrue();
    save("inner/B.java");
    assertThat(detector.next(scan())).isEmpty();

    assertThat(detector.next(scan())).isEqualTo(paths("A.java", "inner/B.java"));
    assertThat(detector.next(scan())).isEmpty();
    assertThat(detector.isUnsettled()).isFalse();
  }

  @Test
  void shouldReturnThem_whenFilesAreAddedAndDeleted() throws IOException {
    Files.delete(folder.resolve("A.java"));
    save("inner/C.java");
    assertThat(detector.next(scan())).isEmpty();

    assertThat(detector.next(scan())).isEqualTo(paths("A.java", "inner/C.java"));
  }

  @Test
  void shouldReturnNothing_whenAnEditorWritesBesideAFile() throws IOException {
    save(".A.java.swp");
    save("A.java~");
    save("#A.java#");

    assertThat(detector.next(scan())).isEmpty();
    assertThat(detector.next(scan())).isEmpty();
  }

  @Test
  void shouldReturnNothing_whenAFileIsMissingWhileItIsReplaced() throws IOException {
    FileTime time = Files.getLastModifiedTime(folder.resolve("A.java"));
    Files.delete(folder.resolve("A.java"));
    assertThat(detector.next(scan())).isEmpty();
    save("A.java");
    Files.setLastModifiedTime(folder.resolve("A.java"), time);

    assertThat(detector.next(scan())).isEmpty();
    assertThat(detector.next(scan())).isEmpty();
  }

  private FileScan scan() throws IOException {
    return FileScan.of(List.of(folder, folder.resolve("does-not-exist")));
  }

  /** Gives each save a different time, even if the test is fast. */
  private void save(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "class X {}");
    minutes++;
    Files.setLastModifiedTime(file, FileTime.fromMillis(minutes * 60_000L));
  }

  private Set<Path> paths(String... names) {
    return Set.of(folder.resolve(names[0]), folder.resolve(names[1]));
  }
}

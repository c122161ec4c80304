package io.localstream.cli.watch;

import io.localstream.engine.lifecycle.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Numbered folders, one for each version of something that is built again and again. */
final class VersionFolders {
  private final Path parent;
  private final List<Path> existing = new ArrayList<>();
  private int created;

  /**
   * Begins without a version.
   *
   * @param parent gets the folders; it need not exist
   */
  VersionFolders(Path parent) {
    this.parent = parent;
  }

  /** Creates the folder of the next version. */
  Path create() throws IOException {
    created++;
    Path folder = Files.createDirectories(parent.resolve(Integer.toString(created)));
    existing.add(folder);
    return folder;
  }

  /** Deletes the folders that contain none of the used files, but not the newest folder. */
  void deleteUnused(Collection<Path> used) throws IOException {
    for (Path folder : List.copyOf(existing.subList(0, Math.max(0, existing.size() - 1)))) {
      if (used.stream().noneMatch(file -> file.startsWith(folder))) {
        Folders.delete(folder);
        existing.remove(folder);
      }
    }
  }
}

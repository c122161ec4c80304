package io.localstream.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The failure objects of a local run: files in a folder, whose paths end with the keys. */
final class FolderFailureStore implements FailureStore {
  private final Path folder;

  FolderFailureStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<String> keys() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new StoreException("folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<String> region() {
    return Optional.empty();
  }

  @Override
  public boolean isOwnedBy(String account) {
    return true;
  }

  @Override
  public byte[] read(String key) {
    try {
      return Files.readAllBytes(folder.resolve(key));
    } catch (IOException e) {
      throw new StoreException("cannot be read: " + e, e);
    }
  }

  @Override
  public void write(String key, String text) {
    try {
      Files.write(folder.resolve(key), text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new StoreException("cannot be written: " + e, e);
    }
  }
}

package io.localstream.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A bucket in a region and account that rejects markers. */
record ReadOnlyStore(String home, String owner, FailureFile... files) implements FailureStore {
  @Override
  public List<String> keys() {
    return Stream.of(files).map(FailureFile::key).toList();
  }

  @Override
  public Optional<String> region() {
    return Optional.of(home);
  }

  @Override
  public boolean isOwnedBy(String account) {
    return owner.equals(account);
  }

  @Override
  public byte[] read(String key) {
    return Stream.of(files)
        .filter(file -> file.key().equals(key))
        .findFirst()
        .orElseThrow()
        .json()
        .getBytes(UTF_8);
  }

  @Override
  public void write(String key, String text) {
    throw new StoreException("cannot be written:  read-only", null);
  }
}

package io.localstream.redrive;

import java.util.List;
import java.util.Optional;

/**
 * The on-failure destination of an event source mapping: a bucket or folder.
 *
 * <p>After an object was sent again, a marker object is written next to it, with the same key and
 * {@link FailureKey#MARKER}. Writing a marker is atomic; moving the object would take two steps and
 * a permission to delete. The object stays as Lambda wrote it until it expires. Unlike tags,
 * markers are part of the listing.
 */
interface FailureStore {
  /** Returns the keys of all objects: failure objects, markers and others. */
  List<String> keys();

  /** Returns the region of the objects; empty for a folder. */
  Optional<String> region();

  /** Returns whether an account owns the objects; always true for a folder, which has no owner. */
  boolean isOwnedBy(String account);

  /** Reads an object. */
  byte[] read(String key);

  /** Writes a small text. */
  void write(String key, String text);
}

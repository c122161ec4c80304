package io.localstream.redrive;

import java.util.List;
import java.util.Optional;

/**
 * Where an event source mapping's failure destination keeps its objects.
 *
 * <p>An object that was sent again is marked by a second one next to it, with the same key and
 * {@link FailureKey#MARKER}. To write it is one step that happens or does not; a copy to another
 * place and a removal would be two, and need a permission to delete. The object itself stays as
 * Lambda wrote it, for as long as the bucket keeps such objects, and the listing that finds the
 * objects finds the marks too, which a listing does not do with tags.
 */
interface FailureStore {
  /** The keys of all objects, failures and marks and others. */
  List<String> keys();

  /** The region that the objects are in; empty for a folder. */
  Optional<String> region();

  /** Whether an account owns the objects. A folder's have no owner: it is true of every account. */
  boolean isOwnedBy(String account);

  /** Reads an object. */
  byte[] read(String key);

  /** Writes a small text. */
  void write(String key, String text);
}

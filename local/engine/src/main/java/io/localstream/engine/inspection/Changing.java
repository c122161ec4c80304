package io.localstream.engine.inspection;

/** A snapshot that knows the number of its last change. */
interface Changing<T> {
  /** The number of its last change. */
  long change();

  /** The same, changed at that number. */
  T changed(long number);
}

package io.localstream.engine.inspection;

/** A snapshot that knows the number of its last change. */
interface Changing<T> {
  /** Returns the number of the last change. */
  long change();

  /** Returns a copy with another number of the last change. */
  T changed(long number);
}

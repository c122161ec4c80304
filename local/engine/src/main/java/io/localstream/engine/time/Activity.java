package io.localstream.engine.time;

/** Something that is under way: while it is, an {@link EngineClock} skips no time. */
public interface Activity extends AutoCloseable {
  /** It has ended. Called once. */
  @Override
  void close();
}

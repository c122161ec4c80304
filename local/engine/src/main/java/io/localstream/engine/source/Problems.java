package io.localstream.engine.source;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Tells a person of what goes wrong, once for each episode rather than at each retry. */
final class Problems {
  private final Consumer<String> notices;
  private final Set<String> present = ConcurrentHashMap.newKeySet();

  Problems(Consumer<String> notices) {
    this.notices = notices;
  }

  /**
   * Something failed, and is tried again.
   *
   * @param what the action that fails, which also names the episode
   * @param cause why it failed
   */
  void failed(String what, Exception cause) {
    if (present.add(what)) {
      notices.accept(
          "Cannot " + what + ": " + cause.getMessage() + "; trying again until it works");
    }
  }

  /** It did not fail: the episode is over. */
  void worked(String what) {
    present.remove(what);
  }
}

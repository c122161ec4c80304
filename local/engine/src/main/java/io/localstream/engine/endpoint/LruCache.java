package io.localstream.engine.endpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Values by text, of which the one that was not used for longest goes first. Thread-safe. */
final class LruCache<V> {
  private final Map<String, V> values = new LinkedHashMap<>(16, 0.75f, true);
  private final int maxSize;

  LruCache(int maxSize) {
    this.maxSize = maxSize;
  }

  synchronized Optional<V> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  synchronized void put(String key, V value) {
    values.put(key, value);
    if (values.size() > maxSize) {
      values.remove(values.keySet().iterator().next());
    }
  }
}

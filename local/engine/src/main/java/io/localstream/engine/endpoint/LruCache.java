package io.localstream.engine.endpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A cache that removes the least recently used entry. Thread-safe. */
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

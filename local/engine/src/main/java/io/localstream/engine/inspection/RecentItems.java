package io.localstream.engine.inspection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * Keeps the items that changed last, up to a maximum number and size. Thread-safe.
 *
 * @param <K> the key of an item
 * @param <T> the immutable snapshot of an item
 */
final class RecentItems<K, T extends Changing<T>> {
  private final int most;
  private final long mostBytes;
  private final ToLongFunction<T> bytesOf;
  private final AtomicLong changes;
  private final Map<K, T> byKey = new HashMap<>();
  private final TreeMap<Long, K> byChange = new TreeMap<>();
  private long bytes;

  /**
   * Creates an empty collection.
   *
   * @param most the maximum number of items, 1 or more
   * @param mostBytes the maximum size of all items, in bytes
   * @param bytesOf returns an item's size in bytes
   * @param changes the counter from which changes get their numbers
   */
  RecentItems(int most, long mostBytes, ToLongFunction<T> bytesOf, AtomicLong changes) {
    this.most = most;
    this.mostBytes = mostBytes;
    this.bytesOf = bytesOf;
    this.changes = changes;
  }

  /** Changes an item; the initial item, if none with this key is kept. */
  synchronized void change(K key, T initial, UnaryOperator<T> change) {
    T before = byKey.getOrDefault(key, initial);
    T after = change.apply(before).changed(changes.incrementAndGet());
    T replaced = byKey.put(key, after);
    if (replaced != null) {
      byChange.remove(replaced.change());
      bytes -= bytesOf.applyAsLong(replaced);
    }
    byChange.put(after.change(), key);
    bytes += bytesOf.applyAsLong(after);
    while (byKey.size() > most || (bytes > mostBytes && byKey.size() > 1)) {
      forgetOldest();
    }
  }

  private void forgetOldest() {
    T forgotten = byKey.remove(byChange.pollFirstEntry().getValue());
    bytes -= bytesOf.applyAsLong(forgotten);
  }

  synchronized Optional<T> get(K key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /**
   * Returns items in the order of their last changes.
   *
   * @param change returns only items that changed after the change with this number; 0 for all
   * @param filter returns only items that match
   * @param limit the maximum number of items; if there are more, the last ones are returned
   */
  synchronized List<T> after(long change, Predicate<? super T> filter, int limit) {
    Deque<T> newest = new ArrayDeque<>();
    for (K key : byChange.tailMap(change, false).descendingMap().values()) {
      T item = byKey.get(key);
      if (newest.size() < limit && filter.test(item)) {
        newest.addFirst(item);
      }
      if (newest.size() == limit) {
        break;
      }
    }
    return List.copyOf(newest);
  }
}

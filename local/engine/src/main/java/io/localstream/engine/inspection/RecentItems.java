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
 * Keeps the items that changed last, up to a number and up to a size. Thread-safe.
 *
 * @param <K> what names an item
 * @param <T> an immutable snapshot of an item
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
   * Makes an empty one.
   *
   * @param most how many items it keeps, 1 or more
   * @param mostBytes how many bytes they may have
   * @param bytesOf an item's size in bytes
   * @param changes numbers the changes
   */
  RecentItems(int most, long mostBytes, ToLongFunction<T> bytesOf, AtomicLong changes) {
    this.most = most;
    this.mostBytes = mostBytes;
    this.bytesOf = bytesOf;
    this.changes = changes;
  }

  /** Changes an item, which is made first where it is not kept. */
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
   * The items that changed after a change, in the order of their changes.
   *
   * @param change a number of a change, or 0 for all
   * @param filter which of them
   * @param limit the most that are returned; where there are more, the newest are
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

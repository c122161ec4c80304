package io.localstream.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How the resources of one type differ between two deployments.
 *
 * @param added the resources that only the new deployment has
 * @param removed the resources that only the old deployment has
 * @param changed the resources that both deployments have, with different properties; each as in
 *     the new deployment
 */
record ResourceDifferences<T>(List<T> added, List<T> removed, List<T> changed) {
  /**
   * Compares the resources of two deployments.
   *
   * @param id returns what identifies a resource in both deployments
   */
  static <T> ResourceDifferences<T> of(List<T> old, List<T> next, Function<T, ?> id) {
    Map<Object, T> removed = new LinkedHashMap<>();
    old.forEach(resource -> removed.put(id.apply(resource), resource));
    List<T> added = new ArrayList<>();
    List<T> changed = new ArrayList<>();
    for (T resource : next) {
      T before = removed.remove(id.apply(resource));
      if (before == null) {
        added.add(resource);
      } else if (!before.equals(resource)) {
        changed.add(resource);
      }
    }
    return new ResourceDifferences<>(added, List.copyOf(removed.values()), changed);
  }

  /**
   * Returns a text for each difference.
   *
   * @param name returns the name of a resource
   */
  List<String> all(Function<T, String> name) {
    List<String> texts = new ArrayList<>(addedOrRemoved(name));
    changed.forEach(resource -> texts.add(name.apply(resource)));
    return texts;
  }

  /** Returns a text for each resource that only one of the deployments has. */
  List<String> addedOrRemoved(Function<T, String> name) {
    List<String> texts = new ArrayList<>();
    added.forEach(resource -> texts.add("new " + name.apply(resource)));
    removed.forEach(resource -> texts.add("removed " + name.apply(resource)));
    return texts;
  }
}

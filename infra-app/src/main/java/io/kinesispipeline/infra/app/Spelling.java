package io.kinesispipeline.infra.app;

import java.util.Comparator;

/** Finds the setting whose name is most similar to a misspelled one. */
final class Spelling {
  private Spelling() {}

  static Setting<?> nearest(String name) {
    return Settings.ALL.stream()
        .min(Comparator.comparingInt(setting -> distance(name, setting.name())))
        .orElseThrow();
  }

  /** Returns the Levenshtein distance, ignoring case. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int replace = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}

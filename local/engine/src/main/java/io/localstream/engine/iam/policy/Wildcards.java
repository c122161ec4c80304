package io.localstream.engine.iam.policy;

import java.util.regex.Pattern;

/** Patterns in policies: {@code *} matches any text, and {@code ?} any single character. */
final class Wildcards {
  private Wildcards() {}

  static boolean match(String pattern, String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }
}

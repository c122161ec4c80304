package io.localstream.engine.assembly;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function name with a qualifier.
 *
 * @param qualifier {@code $LATEST}, a version number or an alias
 */
record FunctionReference(String name, String qualifier) {
  static final String LATEST = "$LATEST";

  /** The number of a published version: the first, because each deployment here is the first. */
  static final String PUBLISHED = "1";

  private static final Pattern NAME_OR_ARN =
      Pattern.compile(
          "(?:arn:[\\w-]+:lambda:[\\w-]+:\\d{12}:function:)?([\\w-]+)(?::(\\$LATEST|[\\w-]+))?");

  /** Parses a name or an ARN, with or without a qualifier; empty for other text. */
  static Optional<FunctionReference> parse(String nameOrArn) {
    Matcher matcher = NAME_OR_ARN.matcher(nameOrArn);
    return matcher.matches()
        ? Optional.of(
            new FunctionReference(
                matcher.group(1), Optional.ofNullable(matcher.group(2)).orElse(LATEST)))
        : Optional.empty();
  }

  FunctionReference qualified(String newQualifier) {
    return new FunctionReference(name, newQualifier);
  }

  boolean isQualified() {
    return !qualifier.equals(LATEST);
  }

  /** Returns the ARN for invocations. */
  String arn(Environment environment) {
    return environment.arn("lambda", "function:" + this);
  }

  @Override
  public String toString() {
    return isQualified() ? name + ":" + qualifier : name;
  }
}

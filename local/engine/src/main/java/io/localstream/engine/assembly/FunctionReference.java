package io.localstream.engine.assembly;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a function and which of its versions.
 *
 * @param name the function's name
 * @param qualifier {@code $LATEST}, a version's number or an alias's name
 */
record FunctionReference(String name, String qualifier) {
  static final String LATEST = "$LATEST";

  /** A published version: the first, since everything here is deployed for the first time. */
  static final String PUBLISHED = "1";

  private static final Pattern NAME_OR_ARN =
      Pattern.compile(
          "(?:arn:[\\w-]+:lambda:[\\w-]+:\\d{12}:function:)?([\\w-]+)(?::(\\$LATEST|[\\w-]+))?");

  /** Reads a name or an ARN, each with or without a qualifier; empty when it is neither. */
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

  /** The ARN by which it is invoked. */
  String arn(Environment environment) {
    return environment.arn("lambda", "function:" + this);
  }

  /** Its name, with the qualifier where there is one. */
  @Override
  public String toString() {
    return isQualified() ? name + ":" + qualifier : name;
  }
}

package io.kinesispipeline.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a function's settings from its environment variables, and collects the errors. */
public final class EnvironmentVariables {
  private final Map<String, String> values;
  private final List<String> problems = new ArrayList<>();

  /**
   * Creates a reader of environment variables.
   *
   * @param values the variables by name, such as {@link System#getenv()}
   */
  public EnvironmentVariables(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads a text.
   *
   * @param name the variable's name
   * @param absent the default if the variable is missing or blank
   * @return the value without leading and trailing white space
   */
  public String text(String name, String absent) {
    String value = values.get(name);
    return value == null || value.isBlank() ? absent : value.strip();
  }

  /**
   * Reads a whole number. Reports any other value as an error.
   *
   * @param name the variable's name
   * @param max the maximum; the minimum is 1
   * @param absent the default if the variable is missing
   * @return the number
   */
  public int number(String name, int max, int absent) {
    String value = values.get(name);
    if (value == null) {
      return absent;
    }
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= 1 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number out of range.
    }
    report(
        "%s must be a whole number from 1 to %,d, was '%s': correct it, or remove it to use %d"
            .formatted(name, max, value, absent));
    return absent;
  }

  /**
   * Reads {@code true} or {@code false}. Reports any other value as an error.
   *
   * @param name the variable's name
   * @param absent the default if the variable is missing
   * @return the value
   */
  public boolean flag(String name, boolean absent) {
    String value = values.get(name);
    if (value == null) {
      return absent;
    }
    return switch (value.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> {
        report(
            "%s must be true or false, was '%s': correct it, or remove it to use %s"
                .formatted(name, value, absent));
        yield absent;
      }
    };
  }

  /**
   * Reports an error.
   *
   * @param problem what is wrong, in which variable, and what to do
   */
  public void report(String problem) {
    problems.add(problem);
  }

  /**
   * Checks that there were no errors.
   *
   * @throws IllegalStateException if there were errors; the message has all of them
   */
  public void requireNoProblems() {
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "the function's environment variables are wrong: " + String.join("; ", problems));
    }
  }
}

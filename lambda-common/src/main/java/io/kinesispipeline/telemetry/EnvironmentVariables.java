package io.kinesispipeline.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a function's settings from its environment variables, and collects what is wrong. */
public final class EnvironmentVariables {
  private final Map<String, String> values;
  private final List<String> problems = new ArrayList<>();

  /**
   * Reads from these variables.
   *
   * @param values the variables by name, such as {@link System#getenv()}
   */
  public EnvironmentVariables(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads a text.
   *
   * @param name the variable
   * @param absent what stands for one that is missing or blank
   * @return its value without the white space around it
   */
  public String text(String name, String absent) {
    String value = values.get(name);
    return value == null || value.isBlank() ? absent : value.strip();
  }

  /**
   * Reads a whole number. Any other value is a problem.
   *
   * @param name the variable
   * @param max what it may be at most; at least it must be 1
   * @param absent what stands for a missing one
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
      // Reported below, as a number out of range is.
    }
    report(
        "%s must be a whole number from 1 to %,d, was '%s': correct it, or leave it out for %d"
            .formatted(name, max, value, absent));
    return absent;
  }

  /**
   * Reads {@code true} or {@code false}. Any other value is a problem.
   *
   * @param name the variable
   * @param absent what stands for a missing one
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
            "%s must be true or false, was '%s': correct it, or leave it out for %s"
                .formatted(name, value, absent));
        yield absent;
      }
    };
  }

  /**
   * Notes a problem.
   *
   * @param problem what is wrong, with the variable's name, and what to do
   */
  public void report(String problem) {
    problems.add(problem);
  }

  /**
   * Ends reading.
   *
   * @throws IllegalStateException when there are problems; the message has all of them
   */
  public void requireNoProblems() {
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "the function's environment variables are wrong: " + String.join("; ", problems));
    }
  }
}

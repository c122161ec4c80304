package io.kinesispipeline.infra.common;

/** An alarm of a function: the suffix of its name, and its description. */
public interface FunctionAlarm {
  /**
   * Returns the suffix of the alarm's name, which follows the function's name and a hyphen.
   *
   * @return lower-case letters and hyphens
   */
  String suffix();

  /**
   * Returns what the alarm means and what to do first.
   *
   * @return the description, a few sentences
   */
  String description();
}

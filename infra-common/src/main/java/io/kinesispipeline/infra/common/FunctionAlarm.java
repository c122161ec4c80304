package io.kinesispipeline.infra.common;

/** One of a function's alarms: how its name ends, and what its description says. */
public interface FunctionAlarm {
  /**
   * What follows the function's name in the alarm's.
   *
   * @return lower-case letters and hyphens
   */
  String suffix();

  /**
   * What the alarm means, and what to do first.
   *
   * @return some sentences
   */
  String description();
}

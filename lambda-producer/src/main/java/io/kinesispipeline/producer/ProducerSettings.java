package io.kinesispipeline.producer;

import io.kinesispipeline.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The producer's environment variables.
 *
 * @param streamName the stream's name, or null where it is to be read from SSM
 * @param streamNameParameter the SSM parameter that holds the stream's name, or null
 * @param eventsPerInvocation how many events an invocation makes, 1 to 10,000
 * @param snapStart whether this environment is snapshotted after its start
 */
record ProducerSettings(
    String streamName, String streamNameParameter, int eventsPerInvocation, boolean snapStart) {
  private static final int MAX_EVENTS = 10_000;

  /**
   * Reads the settings.
   *
   * @param environment the environment variables
   * @return the settings
   * @throws IllegalStateException when a variable is missing or wrong; the message says which, all
   *     of them at once, and what to do
   */
  static ProducerSettings from(Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    String streamName = textOrNull(environment, Names.STREAM_NAME_VARIABLE);
    String parameter = textOrNull(environment, Names.STREAM_NAME_PARAMETER_VARIABLE);
    if (streamName == null && parameter == null) {
      problems.add(
          "neither %s nor %s is set: set one, to the stream's name or to the SSM parameter with it (%s)"
              .formatted(
                  Names.STREAM_NAME_VARIABLE,
                  Names.STREAM_NAME_PARAMETER_VARIABLE,
                  Names.STREAM_NAME_PARAMETER));
    }
    int events = events(environment.get(Names.EVENTS_PER_INVOCATION_VARIABLE), problems);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "the function's environment variables are wrong: " + String.join("; ", problems));
    }
    boolean snapStart = "snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"));
    return new ProducerSettings(streamName, parameter, events, snapStart);
  }

  private static String textOrNull(Map<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable, "").strip();
    return value.isEmpty() ? null : value;
  }

  private static int events(String value, List<String> problems) {
    if (value == null) {
      return 1;
    }
    try {
      int events = Integer.parseInt(value.strip());
      if (events >= 1 && events <= MAX_EVENTS) {
        return events;
      }
    } catch (NumberFormatException e) {
      // Reported below, as a number out of range is.
    }
    problems.add(
        "%s must be a whole number from 1 to 10,000, was '%s': correct it, or leave it out for 1"
            .formatted(Names.EVENTS_PER_INVOCATION_VARIABLE, value));
    return 1;
  }
}

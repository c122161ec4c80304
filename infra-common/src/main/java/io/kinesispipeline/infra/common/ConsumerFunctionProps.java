package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What a {@link ConsumerFunction} is made of.
 *
 * @param definition what the stack fixes about the function. Its permissions are those that it
 *     needs besides reading the stream and keeping failed records
 * @param settings what the user chooses, thresholds of alarms among it
 * @param alarmDescriptions what alarms say, where that differs from {@link
 *     ConsumerAlarm#description}
 */
public record ConsumerFunctionProps(
    FunctionDefinition definition,
    ConsumerSettings settings,
    Map<ConsumerAlarm, String> alarmDescriptions) {

  /** Refuses what is missing and copies what could change. */
  public ConsumerFunctionProps {
    requireNonNull(definition, "definition");
    requireNonNull(settings, "settings");
    alarmDescriptions = Map.copyOf(alarmDescriptions);
  }

  /**
   * A consumer whose alarms say what they say by default.
   *
   * @param definition what the stack fixes about the function
   * @param settings what the user chooses
   */
  public ConsumerFunctionProps(FunctionDefinition definition, ConsumerSettings settings) {
    this(definition, settings, Map.of());
  }
}

package io.kinesispipeline.infra.common;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * The properties of a {@link ConsumerFunction}.
 *
 * @param definition the function as the stack defines it. Its permissions are those that it needs
 *     in addition to reading the stream and writing to the failure bucket
 * @param settings the settings that the user chooses, including alarm thresholds
 * @param alarmDescriptions descriptions of alarms that replace the default, which is {@link
 *     ConsumerAlarm#description}
 */
public record ConsumerFunctionProps(
    FunctionDefinition definition,
    ConsumerSettings settings,
    Map<ConsumerAlarm, String> alarmDescriptions) {

  /** Rejects null components and copies the collections. */
  public ConsumerFunctionProps {
    requireNonNull(definition, "definition");
    requireNonNull(settings, "settings");
    alarmDescriptions = Map.copyOf(alarmDescriptions);
  }

  /**
   * Creates a consumer with the default alarm descriptions.
   *
   * @param definition the function as the stack defines it
   * @param settings the settings that the user chooses
   */
  public ConsumerFunctionProps(FunctionDefinition definition, ConsumerSettings settings) {
    this(definition, settings, Map.of());
  }
}

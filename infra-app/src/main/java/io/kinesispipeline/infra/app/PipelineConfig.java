package io.kinesispipeline.infra.app;

import io.kinesispipeline.infra.common.Stage;
import java.util.Map;

/**
 * The pipeline's settings, as {@code cdk.json} and the command line give them.
 *
 * @param stage the stage that they apply to
 * @param values a valid value for each of {@link Settings#ALL}
 */
record PipelineConfig(Stage stage, Map<Setting<?>, Object> values) {
  PipelineConfig {
    values = Map.copyOf(values);
  }

  /**
   * Returns the value of a setting.
   *
   * @param setting one of {@link Settings}
   * @param <T> its type
   * @return the user's value, or the default
   */
  // The reader stores each value with the type of its setting.
  @SuppressWarnings("unchecked")
  <T> T get(Setting<T> setting) {
    return (T) values.get(setting);
  }
}

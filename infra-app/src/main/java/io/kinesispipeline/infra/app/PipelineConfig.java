package io.kinesispipeline.infra.app;

import io.kinesispipeline.infra.common.Stage;
import java.util.Map;

/**
 * The pipeline's settings, as {@code cdk.json} and the command line give them.
 *
 * @param stage which copy of the pipeline they are for
 * @param values a valid value for each of {@link Settings#ALL}
 */
record PipelineConfig(Stage stage, Map<Setting<?>, Object> values) {
  PipelineConfig {
    values = Map.copyOf(values);
  }

  /**
   * A setting's value.
   *
   * @param setting one of {@link Settings}
   * @param <T> its type
   * @return what the user chose, or else the default
   */
  // The reader put it there with the setting's own parser.
  @SuppressWarnings("unchecked")
  <T> T get(Setting<T> setting) {
    return (T) values.get(setting);
  }
}

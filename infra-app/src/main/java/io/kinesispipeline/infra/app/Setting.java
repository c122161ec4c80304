package io.kinesispipeline.infra.app;

import java.util.Optional;
import java.util.function.Function;

/**
 * One setting of the pipeline.
 *
 * @param name its key under {@code pipeline} in {@code cdk.json}
 * @param jsonType what a JSON value must be: {@code Integer} or {@code String}
 * @param range what it may be, to be read after "must be"
 * @param parser its value from text, or empty where the text is out of range
 * @param defaultValue its value where nobody sets it
 * @param description what it does, in one sentence
 * @param <T> the type of its value
 */
record Setting<T>(
    String name,
    Class<?> jsonType,
    String range,
    Function<String, Optional<T>> parser,
    T defaultValue,
    String description) {

  /** The key by which the command line and the messages name it. */
  String path() {
    return PipelineConfig.CONTEXT_KEY + "." + name;
  }

  /** Its value from a JSON value, or empty where that has the wrong type or is out of range. */
  Optional<T> fromJson(Object value) {
    return jsonType.isInstance(value) ? parser.apply(value.toString()) : Optional.empty();
  }
}

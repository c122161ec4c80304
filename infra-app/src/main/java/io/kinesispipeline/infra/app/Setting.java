package io.kinesispipeline.infra.app;

import java.util.Optional;
import java.util.function.Function;

/**
 * One setting of the pipeline.
 *
 * @param name its key under {@code pipeline} in {@code cdk.json}
 * @param range what it may be, to be read after "must be"
 * @param fromJson its value from a JSON value, or empty where that has the wrong type or is out of
 *     range
 * @param fromText its value from the command line, which has no types, or empty where that is out
 *     of range
 * @param defaultJson what it is where nobody sets it, as one would write it in {@code cdk.json}; an
 *     empty text where that is nothing
 * @param defaultValue the same as a value
 * @param description what it does, in one sentence
 * @param <T> the type of its value
 */
record Setting<T>(
    String name,
    String range,
    Function<Object, Optional<T>> fromJson,
    Function<String, Optional<T>> fromText,
    Object defaultJson,
    T defaultValue,
    String description) {

  /**
   * The context key that holds the settings. {@code -c pipeline.shardCount=2} overrides one of
   * them.
   */
  static final String CONTEXT_KEY = "pipeline";

  /** The key by which the command line and the messages name it. */
  String path() {
    return CONTEXT_KEY + "." + name;
  }
}

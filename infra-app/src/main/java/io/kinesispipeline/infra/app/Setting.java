package io.kinesispipeline.infra.app;

import java.util.Optional;
import java.util.function.Function;

/**
 * One setting of the pipeline.
 *
 * @param name the key under {@code pipeline} in {@code cdk.json}
 * @param range the valid values, worded to follow "must be"
 * @param fromJson converts a JSON value; empty if it has the wrong type or is out of range
 * @param fromText converts a text from the command line; empty if it is out of range
 * @param defaultJson the default, as you would write it in {@code cdk.json}; an empty text if there
 *     is no default
 * @param defaultValue the default after conversion
 * @param description one sentence for the settings table
 * @param <T> the type of the value
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
   * The context key that holds the settings. {@code -c pipeline.shardCount=2} overrides one
   * setting.
   */
  static final String CONTEXT_KEY = "pipeline";

  /** Returns the key that the command line and error messages use. */
  String path() {
    return CONTEXT_KEY + "." + name;
  }
}

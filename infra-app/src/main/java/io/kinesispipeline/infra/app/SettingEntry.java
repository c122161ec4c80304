package io.kinesispipeline.infra.app;

import java.util.Optional;

/** A value as the user wrote it, with its path and the place where it is set. */
record SettingEntry(Object value, String path, String source) {
  /** The source of a value that the file sets. */
  static final String FILE = "cdk.json";

  /** The source of a value that the command line sets. */
  static final String COMMAND_LINE = "-c";

  <T> Optional<T> valueOf(Setting<T> setting) {
    return source.equals(COMMAND_LINE)
        ? setting.fromText().apply(String.valueOf(value))
        : setting.fromJson().apply(value);
  }

  String was() {
    boolean quoted = value instanceof String text && (source.equals(FILE) || text.isEmpty());
    return ", was " + (quoted ? "\"" + value + "\"" : value) + where();
  }

  String where() {
    return " (" + source + ")";
  }
}

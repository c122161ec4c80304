package io.kinesispipeline.infra.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the settings from the app's context, and finds all that is wrong with them. */
final class PipelineConfigReader {
  private static final String FILE = "cdk.json";
  private static final String COMMAND_LINE = "-c";

  private final Map<String, Entry> entries = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<Setting<?>> invalid = new HashSet<>();

  /** A value as the user wrote it, and where. */
  private record Entry(Object value, String source) {
    <T> Optional<T> valueOf(Setting<T> setting) {
      // The command line has no types: all that comes from there is text.
      return source.equals(COMMAND_LINE)
          ? setting.parser().apply(String.valueOf(value))
          : setting.fromJson(value);
    }

    String was() {
      boolean quoted = value instanceof String text && (source.equals(FILE) || text.isEmpty());
      return ", was " + (quoted ? "\"" + value + "\"" : value) + where();
    }

    String where() {
      return " (" + source + ")";
    }
  }

  PipelineConfigReader(Map<String, ?> context) {
    Object file = context.get(PipelineConfig.CONTEXT_KEY);
    if (file instanceof Map<?, ?> settings) {
      settings.forEach((name, value) -> entries.put(name.toString(), new Entry(value, FILE)));
    } else if (file != null) {
      problems.add(
          PipelineConfig.CONTEXT_KEY
              + " must be an object with settings"
              + new Entry(file, FILE).was());
    }
    String prefix = PipelineConfig.CONTEXT_KEY + ".";
    context.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            entries.put(key.substring(prefix.length()), new Entry(value, COMMAND_LINE));
          }
        });
  }

  PipelineConfig read() {
    Map<Setting<?>, Object> values = new HashMap<>();
    Settings.ALL.forEach(setting -> values.put(setting, valueOf(setting)));
    findUnknown();
    PipelineConfig config = new PipelineConfig(values);
    checkRecordAge(config);
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return config;
  }

  private <T> T valueOf(Setting<T> setting) {
    Entry entry = entries.get(setting.name());
    if (entry == null) {
      return setting.defaultValue();
    }
    Optional<T> value = entry.valueOf(setting);
    if (value.isEmpty()) {
      invalid.add(setting);
      problems.add(setting.path() + " must be " + setting.range() + entry.was());
    }
    return value.orElse(setting.defaultValue());
  }

  private void findUnknown() {
    entries.forEach(
        (name, entry) -> {
          if (Settings.ALL.stream().noneMatch(setting -> setting.name().equals(name))) {
            problems.add(
                "%s.%s is not a setting%s: did you mean %s?"
                    .formatted(
                        PipelineConfig.CONTEXT_KEY, name, entry.where(), nearest(name).path()));
          }
        });
  }

  /** A record that expires on the stream before it is given up is kept nowhere. */
  private void checkRecordAge(PipelineConfig config) {
    int retentionHours = config.get(Settings.RETENTION_HOURS);
    Setting<Integer> age = Settings.MAXIMUM_RECORD_AGE_SECONDS;
    if (!invalid.contains(Settings.RETENTION_HOURS) && config.get(age) >= retentionHours * 3600) {
      problems.add(
          "%s must be below the retention of %d hours (%d seconds)%s"
              .formatted(
                  age.path(),
                  retentionHours,
                  retentionHours * 3600,
                  entries.get(age.name()).was()));
    }
  }

  private static Setting<?> nearest(String name) {
    return Settings.ALL.stream()
        .min(Comparator.comparingInt(setting -> distance(name, setting.name())))
        .orElseThrow();
  }

  /** The Levenshtein distance, in which upper and lower case are the same. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int replace = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}

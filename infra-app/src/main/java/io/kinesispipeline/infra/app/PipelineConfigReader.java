package io.kinesispipeline.infra.app;

import io.kinesispipeline.infra.common.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the settings from the app's context and collects all errors in them. The command line
 * overrides the settings of the stage, and these override the settings for every stage.
 */
final class PipelineConfigReader {
  /** The context key that names the stage: {@code -c stage=dev}. */
  static final String STAGE_KEY = "stage";

  private static final String PREFIX = Setting.CONTEXT_KEY + ".";
  private static final String TAG_PREFIX = PREFIX + Settings.TAGS.name() + ".";
  private static final String STAGES = "stages";

  private final Map<String, ?> context;
  private final Instant now;
  private final Map<String, SettingEntry> entries = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<Setting<?>> invalid = new HashSet<>();

  private PipelineConfigReader(Map<String, ?> context, Instant now) {
    this.context = context;
    this.now = now;
  }

  /**
   * Reads and checks all settings.
   *
   * @param context the app's context
   * @return the configuration, with a valid value for every setting
   * @throws InvalidInputException naming every error
   */
  static PipelineConfig read(Map<String, ?> context) {
    return read(context, Instant.now());
  }

  static PipelineConfig read(Map<String, ?> context, Instant now) {
    return new PipelineConfigReader(context, now).read();
  }

  private PipelineConfig read() {
    Stage stage = stage();
    readFile(stage);
    readCommandLine();
    Map<Setting<?>, Object> values = new HashMap<>();
    Settings.ALL.forEach(setting -> values.put(setting, valueOf(setting)));
    findUnknown();
    PipelineConfig config = new PipelineConfig(stage, values);
    problems.addAll(new SettingCombinations(config, entries, invalid, now).problems());
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return config;
  }

  private Stage stage() {
    Object name = context.get(STAGE_KEY);
    if (name == null) {
      return Stage.NONE;
    }
    if (name instanceof String text && Stage.isValid(text)) {
      return new Stage(text);
    }
    problems.add("stage must be %s, was \"%s\"".formatted(Stage.RANGE, name));
    return Stage.NONE;
  }

  private void readFile(Stage stage) {
    Map<String, Object> file = new TreeMap<>(object(context, Setting.CONTEXT_KEY, ""));
    Map<String, Object> stages = object(file, STAGES, PREFIX);
    file.remove(STAGES);
    put(file, PREFIX);
    if (stage.equals(Stage.NONE)) {
      return;
    }
    String path = PREFIX + STAGES + ".";
    if (!stages.isEmpty() && !stages.containsKey(stage.name())) {
      problems.add(
          "stage %s is not among %s%s (%s): add it there, as {} if it has no settings of its own"
              .formatted(
                  stage.name(), PREFIX, STAGES, String.join(", ", new TreeSet<>(stages.keySet()))));
    }
    put(object(stages, stage.name(), path), path + stage.name() + ".");
  }

  /**
   * Returns the object at a key; empty if the key is not set. Reports a value that is not an
   * object.
   */
  private Map<String, Object> object(Map<String, ?> parent, String key, String path) {
    Map<String, Object> object = new LinkedHashMap<>();
    Object value = parent.get(key);
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, content) -> object.put(name.toString(), content));
    } else if (value != null) {
      problems.add(
          "%s must be an object with %s%s"
              .formatted(
                  path + key,
                  key.equals(STAGES) ? "stages" : "settings",
                  new SettingEntry(value, "", SettingEntry.FILE).was()));
    }
    return object;
  }

  private void put(Map<String, Object> settings, String path) {
    settings.forEach(
        (name, value) ->
            entries.put(name, new SettingEntry(value, path + name, SettingEntry.FILE)));
  }

  private void readCommandLine() {
    Map<String, Object> tags = new TreeMap<>();
    context.forEach(
        (key, value) -> {
          if (key.startsWith(TAG_PREFIX)) {
            tags.put(key.substring(TAG_PREFIX.length()), value);
          } else if (key.startsWith(PREFIX)) {
            entries.put(
                key.substring(PREFIX.length()),
                new SettingEntry(value, key, SettingEntry.COMMAND_LINE));
          }
        });
    if (!tags.isEmpty()) {
      addTags(tags);
    }
  }

  /**
   * Adds the tags of the command line to those of the file; they override tags with the same key.
   */
  private void addTags(Map<String, Object> tags) {
    String name = Settings.TAGS.name();
    SettingEntry inFile = entries.get(name);
    if (inFile == null || inFile.value() instanceof Map<?, ?>) {
      Map<Object, Object> all = new TreeMap<>();
      if (inFile != null) {
        all.putAll((Map<?, ?>) inFile.value());
      }
      all.putAll(tags);
      entries.put(
          name,
          new SettingEntry(
              all, PREFIX + name, SettingEntry.FILE + " and " + SettingEntry.COMMAND_LINE));
    }
  }

  private <T> T valueOf(Setting<T> setting) {
    SettingEntry entry = entries.get(setting.name());
    if (entry == null) {
      return setting.defaultValue();
    }
    Optional<T> value = entry.valueOf(setting);
    if (value.isEmpty()) {
      invalid.add(setting);
      problems.add(entry.path() + " must be " + setting.range() + entry.was());
    }
    return value.orElse(setting.defaultValue());
  }

  private void findUnknown() {
    entries.forEach(
        (name, entry) -> {
          if (Settings.ALL.stream().noneMatch(setting -> setting.name().equals(name))) {
            problems.add(
                "%s is not a setting%s: did you mean %s?"
                    .formatted(entry.path(), entry.where(), Spelling.nearest(name).path()));
          }
        });
  }
}

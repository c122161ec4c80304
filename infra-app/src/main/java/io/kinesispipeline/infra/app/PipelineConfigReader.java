package io.kinesispipeline.infra.app;

import io.kinesispipeline.infra.common.EventSourceSettings;
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
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.StartingPosition;

/**
 * Reads the settings from the app's context and collects all errors in them. The command line
 * overrides the settings of the stage, and these override the settings for every stage.
 */
final class PipelineConfigReader {
  /** The context key that names the stage: {@code -c stage=dev}. */
  static final String STAGE_KEY = "stage";

  private static final String FILE = "cdk.json";
  private static final String COMMAND_LINE = "-c";
  private static final String PREFIX = Setting.CONTEXT_KEY + ".";
  private static final String TAG_PREFIX = PREFIX + Settings.TAGS.name() + ".";
  private static final String STAGES = "stages";
  private static final int MAX_STREAM_NAME = 128;

  private final Map<String, ?> context;
  private final Instant now;
  private final Map<String, Entry> entries = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<Setting<?>> invalid = new HashSet<>();

  /** A value as the user wrote it, with its path and the place where it is set. */
  private record Entry(Object value, String path, String source) {
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
    checkRecordAge(config);
    checkBatchingWindow(config);
    checkStartingPosition(config);
    checkFilterPatterns(config);
    checkLogLevel(config);
    checkStreamName(config);
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
                  new Entry(value, "", FILE).was()));
    }
    return object;
  }

  private void put(Map<String, Object> settings, String path) {
    settings.forEach((name, value) -> entries.put(name, new Entry(value, path + name, FILE)));
  }

  private void readCommandLine() {
    Map<String, Object> tags = new TreeMap<>();
    context.forEach(
        (key, value) -> {
          if (key.startsWith(TAG_PREFIX)) {
            tags.put(key.substring(TAG_PREFIX.length()), value);
          } else if (key.startsWith(PREFIX)) {
            entries.put(key.substring(PREFIX.length()), new Entry(value, key, COMMAND_LINE));
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
    Entry inFile = entries.get(name);
    if (inFile == null || inFile.value() instanceof Map<?, ?>) {
      Map<Object, Object> all = new TreeMap<>();
      if (inFile != null) {
        all.putAll((Map<?, ?>) inFile.value());
      }
      all.putAll(tags);
      entries.put(name, new Entry(all, PREFIX + name, FILE + " and " + COMMAND_LINE));
    }
  }

  private <T> T valueOf(Setting<T> setting) {
    Entry entry = entries.get(setting.name());
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

  /**
   * A record must reach its maximum age before it expires on the stream. Otherwise it is lost,
   * because it never goes to the failure bucket.
   */
  private void checkRecordAge(PipelineConfig config) {
    Setting<Integer> age = Settings.MAXIMUM_RECORD_AGE_SECONDS;
    int retentionHours = config.get(Settings.RETENTION_HOURS);
    if (!invalid.contains(Settings.RETENTION_HOURS) && config.get(age) >= retentionHours * 3600) {
      problems.add(
          "%s must be below the retention of %d hours (%d seconds)%s"
              .formatted(
                  entries.get(age.name()).path(),
                  retentionHours,
                  retentionHours * 3600,
                  entries.get(age.name()).was()));
    }
  }

  /**
   * A record can be as old as the batching window when its batch is sent. That wait alone must not
   * trigger an alarm, and it must leave time for retries before the record is discarded.
   */
  private void checkBatchingWindow(PipelineConfig config) {
    Setting<Integer> latency = Settings.CONSUMER_LATENCY_ALARM_SECONDS;
    checkBatchingWindow(config, latency, config.get(latency), latency.path());
    Setting<Integer> age = Settings.MAXIMUM_RECORD_AGE_SECONDS;
    checkBatchingWindow(
        config,
        age,
        EventSourceSettings.iteratorAgeAlarmSeconds(config.get(age)),
        "a quarter of " + age.path());
  }

  private void checkBatchingWindow(
      PipelineConfig config, Setting<Integer> bound, int seconds, String boundText) {
    Setting<Integer> window = Settings.BATCHING_WINDOW_SECONDS;
    if (!invalid.contains(bound) && config.get(window) >= seconds) {
      Entry entry = entries.get(window.name());
      problems.add(
          "%s must be below %s (%d seconds), or waiting for a batch alone triggers an alarm%s"
              .formatted(entry.path(), boundText, seconds, entry.was()));
    }
  }

  private void checkStartingPosition(PipelineConfig config) {
    Setting<StartingPosition> position = Settings.STARTING_POSITION;
    Setting<Optional<Instant>> timestamp = Settings.STARTING_POSITION_TIMESTAMP;
    if (invalid.contains(position) || invalid.contains(timestamp)) {
      return;
    }
    boolean atTimestamp = config.get(position) == StartingPosition.AT_TIMESTAMP;
    if (atTimestamp && config.get(timestamp).isEmpty()) {
      problems.add(
          "%s must be set when %s is AT_TIMESTAMP%s"
              .formatted(
                  timestamp.path(),
                  entries.get(position.name()).path(),
                  entries.get(position.name()).where()));
    }
    config
        .get(timestamp)
        .ifPresent(time -> checkTimestamp(time, atTimestamp, entries.get(timestamp.name())));
  }

  private void checkTimestamp(Instant timestamp, boolean atTimestamp, Entry entry) {
    if (!atTimestamp) {
      problems.add(
          "%s must not be set when %s is not AT_TIMESTAMP%s"
              .formatted(entry.path(), Settings.STARTING_POSITION.path(), entry.was()));
    }
    if (timestamp.isAfter(now)) {
      problems.add("%s must not be in the future%s".formatted(entry.path(), entry.was()));
    }
  }

  private void checkFilterPatterns(PipelineConfig config) {
    List<String> patterns = config.get(Settings.FILTER_PATTERNS);
    Entry entry = entries.get(Settings.FILTER_PATTERNS.name());
    for (int i = 0; i < patterns.size(); i++) {
      String path = "%s[%d]".formatted(entry.path(), i);
      String was = ", was %s%s".formatted(patterns.get(i), entry.where());
      FilterPatterns.problem(patterns.get(i))
          .ifPresent(p -> problems.add(path + " must be an event pattern on data: " + p + was));
    }
  }

  private void checkLogLevel(PipelineConfig config) {
    Entry level = entries.get(Settings.LOG_LEVEL.name());
    if (config.get(Settings.LOG_FORMAT) == LoggingFormat.TEXT
        && config.get(Settings.LOG_LEVEL) != ApplicationLogLevel.INFO) {
      problems.add(
          "%s must be INFO when %s is TEXT, because text logs have no levels%s"
              .formatted(level.path(), Settings.LOG_FORMAT.path(), level.was()));
    }
  }

  private void checkStreamName(PipelineConfig config) {
    String name = config.stage().named(config.get(Settings.STREAM_NAME));
    if (name.length() > MAX_STREAM_NAME) {
      problems.add(
          "%s must have at most %d characters with the stage added, was %s (%d)"
              .formatted(Settings.STREAM_NAME.path(), MAX_STREAM_NAME, name, name.length()));
    }
  }
}

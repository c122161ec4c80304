package io.kinesispipeline.infra.app;

import io.kinesispipeline.infra.common.EventSourceSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.StartingPosition;

/**
 * Checks settings that are each valid alone, but must also fit each other, the stage or the current
 * time.
 */
final class SettingCombinations {
  private static final int MAX_STREAM_NAME = 128;

  private final PipelineConfig config;
  private final Map<String, SettingEntry> entries;
  private final Set<Setting<?>> invalid;
  private final Instant now;
  private final List<String> problems = new ArrayList<>();

  /**
   * Prepares the checks.
   *
   * @param config the configuration, with the default of each invalid setting
   * @param entries the values as the user wrote them, by the name of the setting
   * @param invalid the settings whose own value is invalid
   * @param now the current time; a starting position must not be later
   */
  SettingCombinations(
      PipelineConfig config,
      Map<String, SettingEntry> entries,
      Set<Setting<?>> invalid,
      Instant now) {
    this.config = config;
    this.entries = entries;
    this.invalid = invalid;
    this.now = now;
  }

  /** Returns what is wrong, one text for each error. */
  List<String> problems() {
    checkRecordAge();
    checkBatchingWindow();
    checkStartingPosition();
    checkFilterPatterns();
    checkVpc();
    checkLogLevel();
    checkStreamName();
    return List.copyOf(problems);
  }

  /**
   * A record must reach its maximum age before it expires on the stream. Otherwise it is lost,
   * because it never goes to the failure bucket.
   */
  private void checkRecordAge() {
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
  private void checkBatchingWindow() {
    Setting<Integer> latency = Settings.CONSUMER_LATENCY_ALARM_SECONDS;
    checkBatchingWindow(latency, config.get(latency), latency.path());
    Setting<Integer> age = Settings.MAXIMUM_RECORD_AGE_SECONDS;
    checkBatchingWindow(
        age,
        EventSourceSettings.iteratorAgeAlarmSeconds(config.get(age)),
        "a quarter of " + age.path());
  }

  private void checkBatchingWindow(Setting<Integer> bound, int seconds, String boundText) {
    Setting<Integer> window = Settings.BATCHING_WINDOW_SECONDS;
    if (!invalid.contains(bound) && config.get(window) >= seconds) {
      SettingEntry entry = entries.get(window.name());
      problems.add(
          "%s must be below %s (%d seconds), or waiting for a batch alone triggers an alarm%s"
              .formatted(entry.path(), boundText, seconds, entry.was()));
    }
  }

  private void checkStartingPosition() {
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

  private void checkTimestamp(Instant timestamp, boolean atTimestamp, SettingEntry entry) {
    if (!atTimestamp) {
      problems.add(
          "%s must not be set when %s is not AT_TIMESTAMP%s"
              .formatted(entry.path(), Settings.STARTING_POSITION.path(), entry.was()));
    }
    if (timestamp.isAfter(now)) {
      problems.add("%s must not be in the future%s".formatted(entry.path(), entry.was()));
    }
  }

  private void checkFilterPatterns() {
    List<String> patterns = config.get(Settings.FILTER_PATTERNS);
    SettingEntry entry = entries.get(Settings.FILTER_PATTERNS.name());
    for (int i = 0; i < patterns.size(); i++) {
      String path = "%s[%d]".formatted(entry.path(), i);
      String was = ", was %s%s".formatted(patterns.get(i), entry.where());
      FilterPatterns.problem(patterns.get(i))
          .ifPresent(p -> problems.add(path + " must be an event pattern on data: " + p + was));
    }
  }

  private void checkVpc() {
    checkNotAlone(Settings.SUBNET_IDS, Settings.SECURITY_GROUP_IDS);
    checkNotAlone(Settings.SECURITY_GROUP_IDS, Settings.SUBNET_IDS);
  }

  private void checkNotAlone(Setting<List<String>> given, Setting<List<String>> other) {
    if (!invalid.contains(other) && !config.get(given).isEmpty() && config.get(other).isEmpty()) {
      SettingEntry entry = entries.get(given.name());
      problems.add(
          "%s must be set when %s is set%s".formatted(other.path(), entry.path(), entry.where()));
    }
  }

  private void checkLogLevel() {
    SettingEntry level = entries.get(Settings.LOG_LEVEL.name());
    if (config.get(Settings.LOG_FORMAT) == LoggingFormat.TEXT
        && config.get(Settings.LOG_LEVEL) != ApplicationLogLevel.INFO) {
      problems.add(
          "%s must be INFO when %s is TEXT, because text logs have no levels%s"
              .formatted(level.path(), Settings.LOG_FORMAT.path(), level.was()));
    }
  }

  private void checkStreamName() {
    String name = config.stage().named(config.get(Settings.STREAM_NAME));
    if (name.length() > MAX_STREAM_NAME) {
      problems.add(
          "%s must have at most %d characters with the stage added, was %s (%d)"
              .formatted(Settings.STREAM_NAME.path(), MAX_STREAM_NAME, name, name.length()));
    }
  }
}

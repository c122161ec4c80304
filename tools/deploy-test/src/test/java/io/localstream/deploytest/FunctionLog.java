package io.localstream.deploytest;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** The log of a function in CloudWatch Logs. */
final class FunctionLog {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** The time of an event, also if it is escaped in a line of JSON. */
  private static final Pattern TIME = Pattern.compile("\\btime\\W+(\\d{13})");

  private final Aws aws;
  private final String group;

  FunctionLog(Aws aws, String functionName) {
    this.aws = aws;
    this.group = "/aws/lambda/" + functionName;
  }

  /** Waits until there are lines with a text, and returns the times of their events. */
  List<Long> awaitTimes(String text, int lines) {
    return Awaitility.await(lines + " × " + text + " in " + group)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> times(text), times -> times.size() >= lines);
  }

  /** Waits until there is a line with a text and the time of an event. */
  void awaitTime(String text, long time) {
    Awaitility.await(text + " " + time + " in " + group)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> times(text).contains(time));
  }

  /** Waits until there is a line with a text. */
  void awaitLine(String text) {
    Awaitility.await(text + " in " + group)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> lines(text).findAny().isPresent());
  }

  List<Long> times(String text) {
    return lines(text)
        .map(TIME::matcher)
        .filter(Matcher::find)
        .map(found -> Long.valueOf(found.group(1)))
        .toList();
  }

  private Stream<String> lines(String text) {
    return aws.logs.filterLogEventsPaginator(filter -> filter.logGroupName(group)).events().stream()
        .map(FilteredLogEvent::message)
        .filter(message -> message.contains(text));
  }
}

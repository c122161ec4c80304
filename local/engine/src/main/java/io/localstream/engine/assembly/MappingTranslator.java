package io.localstream.engine.assembly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.StartingPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Translates {@code AWS::Lambda::EventSourceMapping}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html">Parameters
 *     of Kinesis event source mappings</a>
 */
final class MappingTranslator {
  private static final int UNTIL_EXPIRED = -1;
  private static final int SHORTEST_RECORD_AGE = 60;
  private static final Pattern STREAM_ARN =
      Pattern.compile("arn:[a-z-]+:kinesis:[a-z0-9-]+:\\d{12}:stream/[a-zA-Z0-9_.-]+");
  private static final JsonMapper JSON = new JsonMapper();

  private MappingTranslator() {}

  /**
   * Translates a mapping, and records which function it invokes.
   *
   * @param consumers stream ARNs by the ARNs of stream consumers
   */
  static EventSourceMapping mapping(
      Resource resource,
      List<Deployment.Stream> streams,
      Map<String, String> consumers,
      FunctionCatalog functions) {
    FunctionReference function = resource.function();
    functions.invoke(resource, function);
    return resource.read(
        properties -> {
          properties.ignoring("FunctionName", "KmsKeyArn", "LoggingConfig", "Tags");
          String source = properties.requiredText("EventSourceArn");
          Deployment.Stream stream =
              stream(resource, properties, consumers.getOrDefault(source, source), streams);
          StartingPosition startingPosition = startingPosition(properties);
          return new EventSourceMapping(
              PhysicalId.of(resource).ref(),
              stream.name(),
              stream.arn(),
              Optional.of(source).filter(consumers::containsKey),
              function.name(),
              function.arn(resource.environment()),
              properties.flag("Enabled", true),
              properties.integer("BatchSize", 1, 10_000, 100),
              Duration.ofSeconds(properties.integer("MaximumBatchingWindowInSeconds", 0, 300, 0)),
              startingPosition,
              startingTimestamp(properties, startingPosition),
              properties.integer("ParallelizationFactor", 1, 10, 1),
              properties.integer("MaximumRetryAttempts", UNTIL_EXPIRED, 10_000, UNTIL_EXPIRED),
              maximumRecordAge(properties),
              properties.flag("BisectBatchOnFunctionError", false),
              reportsBatchItemFailures(properties),
              properties.onFailure(),
              filters(properties),
              countsEvents(properties));
        });
  }

  private static Deployment.Stream stream(
      Resource resource, Properties properties, String arn, List<Deployment.Stream> streams) {
    return streams.stream()
        .filter(stream -> stream.arn().equals(arn))
        .findFirst()
        .orElseThrow(
            () ->
                STREAM_ARN.matcher(arn).matches()
                    ? resource.error(
                        "InvalidParameterValueException: Stream not found: %s (no stack creates it)"
                            .formatted(arn))
                    : properties.error(
                        "EventSourceArn",
                        "must be the ARN of a Kinesis stream or stream consumer that one of the"
                            + " stacks creates, was "
                            + arn));
  }

  private static StartingPosition startingPosition(Properties properties) {
    List<String> choices = Arrays.stream(StartingPosition.values()).map(Enum::name).toList();
    return StartingPosition.valueOf(properties.oneOf("StartingPosition", choices, "nothing"));
  }

  private static Optional<Instant> startingTimestamp(
      Properties properties, StartingPosition position) {
    Optional<String> seconds = properties.text("StartingPositionTimestamp");
    if (seconds.isPresent() != (position == StartingPosition.AT_TIMESTAMP)) {
      throw properties.error(
          "StartingPositionTimestamp",
          "must be set if StartingPosition is AT_TIMESTAMP, and not otherwise");
    }
    try {
      return seconds.map(s -> Instant.ofEpochMilli(Math.round(Double.parseDouble(s) * 1000)));
    } catch (NumberFormatException e) {
      throw properties.error(
          "StartingPositionTimestamp", "must be seconds since 1970, was " + seconds.get());
    }
  }

  private static Optional<Duration> maximumRecordAge(Properties properties) {
    String name = "MaximumRecordAgeInSeconds";
    int seconds = properties.integer(name, UNTIL_EXPIRED, 604_800, UNTIL_EXPIRED);
    if (seconds == UNTIL_EXPIRED) {
      return Optional.empty();
    }
    if (seconds < SHORTEST_RECORD_AGE) {
      throw properties.error(name, "must be -1 or 60 to 604800, was " + seconds);
    }
    return Optional.of(Duration.ofSeconds(seconds));
  }

  private static boolean reportsBatchItemFailures(Properties properties) {
    List<String> types = properties.texts("FunctionResponseTypes");
    List<String> reported = List.of("ReportBatchItemFailures");
    if (!types.isEmpty() && !types.equals(reported)) {
      throw properties.error(
          "FunctionResponseTypes", "must be %s, was %s".formatted(reported, types));
    }
    return !types.isEmpty();
  }

  private static boolean countsEvents(Properties properties) {
    return properties.object("MetricsConfig").texts("Metrics").contains("EventCount");
  }

  private static List<String> filters(Properties properties) {
    return properties.object("FilterCriteria").objects("Filters").stream()
        .map(MappingTranslator::pattern)
        .toList();
  }

  private static String pattern(Properties filter) {
    String pattern = filter.requiredText("Pattern");
    try {
      if (JSON.readTree(pattern).isObject()) {
        return pattern;
      }
    } catch (JsonProcessingException e) {
      // Reported below.
    }
    throw filter.error("Pattern", "must be a JSON object, was " + pattern);
  }
}

package io.kinesispipeline.local.assembly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kinesispipeline.local.assembly.Deployment.StartingPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates {@code AWS::Lambda::EventSourceMapping}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html">Parameters
 *     of Kinesis event source mappings</a>
 */
final class MappingTranslator {
  private static final Pattern STREAM_ARN =
      Pattern.compile("arn:[\\w-]+:kinesis:[\\w-]+:\\d{12}:stream/([\\w.-]+)");
  private static final int UNTIL_EXPIRED = -1;
  private static final int SHORTEST_RECORD_AGE = 60;
  private static final JsonMapper JSON = new JsonMapper();

  private final Properties properties;

  private MappingTranslator(Properties properties) {
    this.properties = properties;
  }

  /** Translates a mapping, and tells the functions which of them it invokes. */
  static Deployment.EventSourceMapping mapping(Resource resource, FunctionCatalog functions) {
    Properties properties =
        resource.properties().ignoring("KmsKeyArn", "LoggingConfig", "MetricsConfig", "Tags");
    properties.requiredText("FunctionName");
    FunctionReference function = FunctionReference.of(resource);
    functions.invoke(resource.where(), function);
    Deployment.EventSourceMapping mapping =
        new MappingTranslator(properties)
            .translate(
                PhysicalId.of(resource).ref(),
                function.name(),
                function.arn(resource.environment()));
    properties.rejectOthers();
    return mapping;
  }

  private Deployment.EventSourceMapping translate(
      String uuid, String functionName, String functionArn) {
    String streamArn = properties.requiredText("EventSourceArn");
    StartingPosition startingPosition = startingPosition();
    return new Deployment.EventSourceMapping(
        uuid,
        streamName(streamArn),
        streamArn,
        functionName,
        functionArn,
        properties.flag("Enabled", true),
        properties.integer("BatchSize", 1, 10_000).orElse(100),
        Duration.ofSeconds(properties.integer("MaximumBatchingWindowInSeconds", 0, 300).orElse(0)),
        startingPosition,
        startingTimestamp(startingPosition),
        properties.integer("ParallelizationFactor", 1, 10).orElse(1),
        properties.integer("MaximumRetryAttempts", UNTIL_EXPIRED, 10_000).orElse(UNTIL_EXPIRED),
        maximumRecordAge(),
        properties.flag("BisectBatchOnFunctionError", false),
        reportsBatchItemFailures(),
        Destinations.onFailure(properties),
        filters());
  }

  private String streamName(String arn) {
    Matcher matcher = STREAM_ARN.matcher(arn);
    if (!matcher.matches()) {
      throw properties.error(
          "EventSourceArn",
          "must be a Kinesis stream's here, not that of a consumer or of another source, was "
              + arn);
    }
    return matcher.group(1);
  }

  private StartingPosition startingPosition() {
    List<String> choices = Arrays.stream(StartingPosition.values()).map(Enum::name).toList();
    return StartingPosition.valueOf(properties.oneOf("StartingPosition", choices, "nothing"));
  }

  private Optional<Instant> startingTimestamp(StartingPosition position) {
    Optional<String> seconds = properties.text("StartingPositionTimestamp");
    if (seconds.isPresent() != (position == StartingPosition.AT_TIMESTAMP)) {
      throw properties.error(
          "StartingPositionTimestamp",
          "must be set with the StartingPosition AT_TIMESTAMP, and only then");
    }
    try {
      return seconds.map(s -> Instant.ofEpochMilli(Math.round(Double.parseDouble(s) * 1000)));
    } catch (NumberFormatException e) {
      throw properties.error(
          "StartingPositionTimestamp", "must be seconds since 1970, was " + seconds.get());
    }
  }

  private Optional<Duration> maximumRecordAge() {
    OptionalInt seconds = properties.integer("MaximumRecordAgeInSeconds", UNTIL_EXPIRED, 604_800);
    if (seconds.isEmpty() || seconds.getAsInt() == UNTIL_EXPIRED) {
      return Optional.empty();
    }
    if (seconds.getAsInt() < SHORTEST_RECORD_AGE) {
      throw properties.error(
          "MaximumRecordAgeInSeconds", "must be -1 or 60 to 604800, was " + seconds.getAsInt());
    }
    return Optional.of(Duration.ofSeconds(seconds.getAsInt()));
  }

  private boolean reportsBatchItemFailures() {
    List<String> types = properties.texts("FunctionResponseTypes");
    List<String> reported = List.of("ReportBatchItemFailures");
    if (!types.isEmpty() && !types.equals(reported)) {
      throw properties.error(
          "FunctionResponseTypes", "must be %s, was %s".formatted(reported, types));
    }
    return !types.isEmpty();
  }

  private List<String> filters() {
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
      // Said below, as for other JSON that is not an object.
    }
    throw filter.error("Pattern", "must be a JSON object, was " + pattern);
  }
}

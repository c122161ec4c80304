package io.kinesispipeline.local.assembly;

import java.time.Duration;
import java.util.List;

/** Translates {@code AWS::Kinesis::Stream} and {@code AWS::SSM::Parameter}. */
final class StreamTranslator {
  /** What AWS gives a new on-demand stream. */
  private static final int ON_DEMAND_SHARDS = 4;

  private StreamTranslator() {}

  static Deployment.Stream stream(Resource resource) {
    Properties properties =
        resource
            .properties()
            .ignoring(
                "Name",
                "StreamEncryption",
                "MaxRecordSizeInKiB",
                "DesiredShardLevelMetrics",
                "WarmThroughputMiBps",
                "Tags");
    PhysicalId id = PhysicalId.of(resource);
    Deployment.Stream stream =
        new Deployment.Stream(
            // Ref of a stream is its name.
            id.ref(),
            id.arn(),
            shardCount(properties),
            Duration.ofHours(properties.integer("RetentionPeriodHours", 24, 8760).orElse(24)));
    properties.rejectOthers();
    return stream;
  }

  static Deployment.Parameter parameter(Resource resource) {
    Properties properties =
        resource
            .properties()
            .ignoring("Name", "Description", "Tier", "AllowedPattern", "Policies", "Tags");
    properties.oneOf("Type", List.of("String"), "");
    properties.oneOf("DataType", List.of("text"), "text");
    Deployment.Parameter parameter =
        new Deployment.Parameter(PhysicalId.of(resource).ref(), properties.requiredText("Value"));
    properties.rejectOthers();
    return parameter;
  }

  private static int shardCount(Properties properties) {
    String mode =
        properties
            .object("StreamModeDetails")
            .oneOf("StreamMode", List.of("PROVISIONED", "ON_DEMAND"), "PROVISIONED");
    if (mode.equals("ON_DEMAND")) {
      return ON_DEMAND_SHARDS;
    }
    return properties
        .integer("ShardCount", 1, 10_000)
        .orElseThrow(() -> properties.error("ShardCount", "is missing"));
  }
}

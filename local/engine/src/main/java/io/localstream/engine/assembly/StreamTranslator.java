package io.localstream.engine.assembly;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Translates {@code AWS::Kinesis::Stream}, {@code AWS::Kinesis::StreamConsumer} and {@code
 * AWS::SSM::Parameter}.
 */
final class StreamTranslator {
  /** The number of shards of a new on-demand stream. */
  private static final int ON_DEMAND_SHARDS = 4;

  private static final int BYTES_PER_KIB = 1024;

  private StreamTranslator() {}

  static Deployment.Stream stream(Resource resource) {
    PhysicalId id = PhysicalId.of(resource);
    return resource.read(
        properties ->
            new Deployment.Stream(
                id.ref(),
                id.arn(),
                shardCount(
                    properties.ignoring(
                        "Name",
                        "StreamEncryption",
                        "DesiredShardLevelMetrics",
                        "WarmThroughputMiBps",
                        "Tags")),
                Duration.ofHours(properties.integer("RetentionPeriodHours", 24, 8760, 24)),
                properties.integer("MaxRecordSizeInKiB", 1024, 10_240, 1024) * BYTES_PER_KIB));
  }

  private static int shardCount(Properties properties) {
    String mode =
        properties
            .object("StreamModeDetails")
            .oneOf("StreamMode", List.of("PROVISIONED", "ON_DEMAND"), "PROVISIONED");
    if (mode.equals("ON_DEMAND")) {
      return ON_DEMAND_SHARDS;
    }
    properties.requiredText("ShardCount");
    return properties.integer("ShardCount", 1, 10_000, 1);
  }

  /** Returns stream ARNs by the ARNs of stream consumers. */
  static Map<String, String> consumers(List<Resource> resources) {
    Map<String, String> streams = new HashMap<>();
    for (Resource consumer : resources) {
      streams.put(
          PhysicalId.of(consumer).ref(),
          consumer.read(
              properties -> properties.ignoring("ConsumerName", "Tags").requiredText("StreamARN")));
    }
    return streams;
  }

  static Deployment.Parameter parameter(Resource resource) {
    return resource.read(
        properties -> {
          properties
              .ignoring("Name", "Description", "Tier", "AllowedPattern", "Policies", "Tags")
              .oneOf("Type", List.of("String"), "");
          properties.oneOf("DataType", List.of("text"), "text");
          return new Deployment.Parameter(
              PhysicalId.of(resource).ref(), properties.requiredText("Value"));
        });
  }
}

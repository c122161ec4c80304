package io.kinesispipeline.local.assembly;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * What a resource is called once it is created: what {@code Ref} and {@code Fn::GetAtt} give.
 *
 * <p>A name that the template leaves to CloudFormation has its form, stack name, logical id and a
 * suffix, but the suffix is always the same.
 *
 * @param ref the value of {@code Ref}
 * @param attributes the values of {@code Fn::GetAtt}
 */
record PhysicalId(String ref, Map<String, String> attributes) {
  private static final int SUFFIX_LENGTH = 12;

  static PhysicalId of(Resource resource) {
    Environment environment = resource.environment();
    return switch (resource.type()) {
      case "AWS::Kinesis::Stream" -> named(resource, "Name", "kinesis", "stream/");
      case "AWS::Lambda::Function" -> named(resource, "FunctionName", "lambda", "function:");
      case "AWS::Events::Rule" -> named(resource, "Name", "events", "rule/");
      case "AWS::Lambda::Version" -> {
        FunctionReference version = FunctionReference.ofVersion(resource);
        String arn = version.arn(environment);
        yield new PhysicalId(arn, Map.of("Version", version.qualifier(), "FunctionArn", arn));
      }
      case "AWS::Lambda::Alias" -> {
        String arn = FunctionReference.ofAlias(resource).arn(environment);
        yield new PhysicalId(arn, Map.of("AliasArn", arn));
      }
      case "AWS::Lambda::EventSourceMapping" -> new PhysicalId(uuid(resource.where()), Map.of());
      case "AWS::IAM::Role" -> {
        String name = name(resource, "RoleName");
        String path = resource.text("Path").orElse("/");
        yield new PhysicalId(
            name, Map.of("Arn", environment.globalArn("iam", "role" + path + name)));
      }
      case "AWS::Logs::LogGroup" -> {
        String name = name(resource, "LogGroupName");
        yield new PhysicalId(
            name, Map.of("Arn", environment.arn("logs", "log-group:" + name + ":*")));
      }
      case "AWS::SQS::Queue" -> queue(environment, name(resource, "QueueName"));
      case "AWS::SNS::Topic" -> {
        String name = name(resource, "TopicName");
        String arn = environment.arn("sns", name);
        yield new PhysicalId(arn, Map.of("TopicArn", arn, "TopicName", name));
      }
      case "AWS::S3::Bucket" -> {
        String name = name(resource, "BucketName").toLowerCase(Locale.ROOT);
        yield new PhysicalId(
            name, Map.of("Arn", "arn:%s:s3:::%s".formatted(environment.partition(), name)));
      }
      case "AWS::KMS::Key" -> {
        String id = uuid(resource.where());
        yield new PhysicalId(id, Map.of("Arn", environment.arn("kms", "key/" + id)));
      }
      case "AWS::SSM::Parameter" ->
          new PhysicalId(
              name(resource, "Name"), Map.of("Value", resource.text("Value").orElse("")));
      default -> new PhysicalId(generatedName(resource), Map.of());
    };
  }

  /** An id in the form of a UUID that is always the same for the same text. */
  static String uuid(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Its ARN, by which a destination names it, where it has one. */
  String arn() {
    return attributes.getOrDefault("Arn", ref);
  }

  private static PhysicalId named(
      Resource resource, String nameProperty, String service, String resourcePrefix) {
    String name = name(resource, nameProperty);
    return new PhysicalId(
        name, Map.of("Arn", resource.environment().arn(service, resourcePrefix + name)));
  }

  private static PhysicalId queue(Environment environment, String name) {
    String url =
        "https://sqs.%s.%s/%s/%s"
            .formatted(environment.region(), environment.urlSuffix(), environment.account(), name);
    return new PhysicalId(url, Map.of("Arn", environment.arn("sqs", name), "QueueName", name));
  }

  private static String name(Resource resource, String property) {
    return resource.text(property).orElseGet(() -> generatedName(resource));
  }

  private static String generatedName(Resource resource) {
    String suffix = uuid(resource.where()).replace("-", "").substring(0, SUFFIX_LENGTH);
    return "%s-%s-%s"
        .formatted(resource.stack().name(), resource.logicalId(), suffix.toUpperCase(Locale.ROOT));
  }
}

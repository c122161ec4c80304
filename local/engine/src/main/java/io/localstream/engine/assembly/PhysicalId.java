package io.localstream.engine.assembly;

import static io.localstream.engine.assembly.FunctionReference.PUBLISHED;

import java.util.Locale;
import java.util.Map;

/**
 * The physical ID and the attributes of a created resource.
 *
 * <p>A generated name has CloudFormation's form: stack name, logical ID and a suffix. Here the
 * suffix is always the same.
 *
 * @param ref the value of {@code Ref}
 * @param attributes the values of {@code Fn::GetAtt}
 */
record PhysicalId(String ref, Map<String, String> attributes) {
  private static final int SUFFIX_LENGTH = 12;

  /** The creation time in the ARN of a stream consumer, in seconds since 1970. */
  private static final long CREATED = 1_748_864_964;

  static PhysicalId of(Resource resource) {
    Environment environment = resource.environment();
    String partition = environment.partition();
    String account = environment.account();
    String name = name(resource);
    String uuid = StableUuid.of(resource.where());
    return switch (resource.type()) {
      case "AWS::Kinesis::Stream" -> withArn(name, environment.arn("kinesis", "stream/" + name));
      case "AWS::Kinesis::StreamConsumer" -> {
        String stream = resource.text("StreamARN").orElse("");
        String arn = "%s/consumer/%s:%d".formatted(stream, name, CREATED);
        yield new PhysicalId(
            arn, Map.of("ConsumerARN", arn, "ConsumerName", name, "StreamARN", stream));
      }
      case "AWS::Lambda::Function" -> withArn(name, environment.arn("lambda", "function:" + name));
      case "AWS::Lambda::Version" -> {
        String arn = resource.function().qualified(PUBLISHED).arn(environment);
        yield new PhysicalId(arn, Map.of("Version", PUBLISHED, "FunctionArn", arn));
      }
      case "AWS::Lambda::Alias" -> {
        String arn = resource.function().qualified(name).arn(environment);
        yield new PhysicalId(arn, Map.of("AliasArn", arn));
      }
      case "AWS::Lambda::EventSourceMapping" -> new PhysicalId(uuid, Map.of());
      case "AWS::Events::Rule" -> withArn(name, environment.arn("events", "rule/" + name));
      case "AWS::IAM::Role" -> {
        String path = resource.text("Path").orElse("/");
        yield withArn(name, "arn:%s:iam::%s:role%s%s".formatted(partition, account, path, name));
      }
      case "AWS::Logs::LogGroup" ->
          withArn(name, environment.arn("logs", "log-group:" + name + ":*"));
      case "AWS::SQS::Queue" -> {
        String host = "sqs.%s.%s".formatted(environment.region(), environment.urlSuffix());
        yield new PhysicalId(
            "https://%s/%s/%s".formatted(host, account, name),
            Map.of("Arn", environment.arn("sqs", name), "QueueName", name));
      }
      case "AWS::SNS::Topic" -> {
        String arn = environment.arn("sns", name);
        yield new PhysicalId(arn, Map.of("TopicArn", arn, "TopicName", name));
      }
      case "AWS::S3::Bucket" -> {
        String bucket = name.toLowerCase(Locale.ROOT);
        yield withArn(bucket, "arn:%s:s3:::%s".formatted(partition, bucket));
      }
      case "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable" ->
          withArn(name, environment.arn("dynamodb", "table/" + name));
      case "AWS::SecretsManager::Secret" -> {
        String arn =
            environment.arn("secretsmanager", "secret:" + name + "-" + uuid.substring(0, 6));
        yield new PhysicalId(arn, Map.of("Id", arn));
      }
      case "AWS::KMS::Key" -> withArn(uuid, environment.arn("kms", "key/" + uuid));
      case "AWS::SSM::Parameter" ->
          new PhysicalId(name, Map.of("Value", resource.text("Value").orElse("")));
      default -> new PhysicalId(name, Map.of());
    };
  }

  /** Returns the ARN; for a resource without an ARN, the value of {@code Ref}. */
  String arn() {
    return attributes.getOrDefault("Arn", ref);
  }

  private static PhysicalId withArn(String ref, String arn) {
    return new PhysicalId(ref, Map.of("Arn", arn));
  }

  /** Returns the property {@code Name} or {@code <kind>Name}, or else a generated name. */
  private static String name(Resource resource) {
    String kind = resource.type().substring(resource.type().lastIndexOf(':') + 1);
    return resource
        .text("Name")
        .or(() -> resource.text(kind.replace("StreamConsumer", "Consumer") + "Name"))
        .orElseGet(() -> generatedName(resource));
  }

  private static String generatedName(Resource resource) {
    String suffix = StableUuid.of(resource.where()).replace("-", "").substring(0, SUFFIX_LENGTH);
    return "%s-%s-%s"
        .formatted(resource.stackName(), resource.logicalId(), suffix.toUpperCase(Locale.ROOT));
  }
}

package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Checks the resources of a deployed stack with the default settings. */
final class StackContents {
  private final Stage stage;
  private final MiniStackGap.Checks gap;

  StackContents(Stage stage, MiniStackGap.Checks gap) {
    this.stage = stage;
    this.gap = gap;
  }

  void assertStream(Map<String, String> snapshot) {
    String stream = "Kinesis::Stream Stream";
    String name = "SSM::Parameter NameParameter";
    String arn = "SSM::Parameter ArnParameter";
    assertThat(snapshot)
        .containsEntry(stream + " StreamName", stage.stream())
        .containsEntry(stream + " StreamStatus", "ACTIVE")
        .containsEntry(stream + " StreamModeDetails StreamMode", "PROVISIONED")
        .containsEntry(stream + " OpenShardCount", "1")
        .containsEntry(stream + " RetentionPeriodHours", "24")
        .containsEntry(name + " Name", stage.parameter("name"))
        .containsEntry(name + " Type", "String")
        .containsEntry(name + " Value", stage.stream())
        .containsEntry(arn + " Name", stage.parameter("arn"))
        .containsEntry(arn + " Type", "String")
        .containsEntry(arn + " Value", snapshot.get(stream + " StreamARN"));
    gap.check(
        MiniStackGap.STREAM_ENCRYPTION,
        () -> assertThat(snapshot).containsEntry(stream + " EncryptionType", "KMS"));
  }

  void assertProducer(Map<String, String> snapshot, String schedule) {
    String function = "Lambda::Function ProducerFunction:live";
    String rule = "Events::Rule Schedule";
    String queue = "SQS::Queue DeadLetterQueue";
    String queueArn = snapshot.get(queue + " QueueArn");
    assertFunction(snapshot, "Producer", stage.producer(), 60);
    assertThat(snapshot)
        .hasEntrySatisfying(
            function + " Handler",
            handler -> assertThat(handler).endsWith(".producer.ProducerHandler"))
        .containsEntry(function + " Environment Variables STREAM_NAME", stage.stream())
        .containsEntry(function + " Environment Variables EVENTS_PER_INVOCATION", "1")
        .containsEntry(function + " asynchronous MaximumRetryAttempts", "2")
        .containsEntry(function + " asynchronous MaximumEventAgeInSeconds", "21600")
        .containsEntry(function + " asynchronous DestinationConfig OnFailure Destination", queueArn)
        .containsEntry(rule + " Name", stage.rule())
        .containsEntry(rule + " ScheduleExpression", schedule)
        .containsEntry(rule + " State", "ENABLED")
        .containsEntry(rule + " target Arn", alias(snapshot, "Producer"))
        .containsEntry(rule + " target DeadLetterConfig Arn", queueArn)
        .containsEntry(queue + " MessageRetentionPeriod", "1209600")
        .containsEntry(queue + " SqsManagedSseEnabled", "true");
    assertThat(snapshot.get(function + " permission"))
        .contains("events.amazonaws.com", snapshot.get(rule + " Arn"));
    assertThat(snapshot.get(queue + " Policy")).contains("aws:SecureTransport", "sqs:SendMessage");
    assertThat(snapshot.get("IAM::Role ProducerRole policy"))
        .contains("kinesis:PutRecord", "kinesis:PutRecords", ":stream/" + stage.stream())
        .doesNotContain("kinesis:GetRecords");
    assertAlarms(
        snapshot,
        stage.producer(),
        "errors",
        "failed-invocations",
        "duration",
        "silent",
        "dead-letters",
        "put-throttled");
  }

  void assertConsumer(Map<String, String> snapshot, String bucketName) {
    String function = "Lambda::Function ConsumerFunction:live";
    String mapping = "Lambda::EventSourceMapping EventSource";
    String bucket = "S3::Bucket FailureBucket";
    String bucketArn = "arn:aws:s3:::" + bucketName;
    assertFunction(snapshot, "Consumer", stage.consumer(), 10);
    assertThat(snapshot)
        .hasEntrySatisfying(
            function + " Handler",
            handler -> assertThat(handler).endsWith(".consumer.ConsumerHandler"))
        .containsEntry(mapping + " State", "Enabled")
        .containsEntry(mapping + " FunctionArn", alias(snapshot, "Consumer"))
        .containsEntry(mapping + " BatchSize", "5")
        .containsEntry(mapping + " MaximumBatchingWindowInSeconds", "0")
        .containsEntry(mapping + " StartingPosition", "TRIM_HORIZON")
        .containsEntry(mapping + " ParallelizationFactor", "1")
        .containsEntry(mapping + " MaximumRetryAttempts", "3")
        .containsEntry(mapping + " MaximumRecordAgeInSeconds", "82800")
        .containsEntry(mapping + " BisectBatchOnFunctionError", "true")
        .containsEntry(mapping + " FunctionResponseTypes", "ReportBatchItemFailures")
        .containsEntry(mapping + " DestinationConfig OnFailure Destination", bucketArn)
        .containsEntry(
            bucket + " encryption Rule ApplyServerSideEncryptionByDefault SSEAlgorithm", "AES256")
        .containsEntry(bucket + " versioning Status", "Enabled")
        .containsEntry(bucket + " access BlockPublicAcls", "true")
        .containsEntry(bucket + " access BlockPublicPolicy", "true")
        .containsEntry(bucket + " access IgnorePublicAcls", "true")
        .containsEntry(bucket + " access RestrictPublicBuckets", "true");
    assertThat(snapshot.get(mapping + " EventSourceArn")).endsWith(":stream/" + stage.stream());
    assertThat(snapshot.get(bucket + " policy")).contains("aws:SecureTransport", bucketArn);
    assertThat(snapshot.get("IAM::Role ConsumerRole policy"))
        .contains("kinesis:GetRecords", ":stream/" + stage.stream(), "s3:PutObject", bucketArn)
        .doesNotContain("kinesis:PutRecord");
    assertAlarms(
        snapshot,
        stage.consumer(),
        "stopped",
        "latency",
        "iterator-age",
        "errors",
        "duration",
        "throttled",
        "read-throttled",
        "kept-records",
        "dropped-records");
    assertThat(snapshot.get("CloudWatch::Dashboard Dashboard DashboardBody"))
        .contains(stage.stream(), stage.producer(), stage.consumer());
    gap.check(
        MiniStackGap.MAPPING_METRICS,
        () -> assertThat(snapshot).containsEntry(mapping + " MetricsConfig Metrics", "EventCount"));
    gap.check(
        MiniStackGap.METRIC_MATH,
        () ->
            assertThat(snapshot.keySet())
                .anyMatch(
                    property ->
                        property.startsWith("CloudWatch::Alarm ")
                            && property.endsWith(" Expression")));
    gap.check(
        MiniStackGap.BUCKET_LIFECYCLE,
        () -> assertThat(snapshot).containsEntry(bucket + " lifecycle Expiration Days", "90"));
  }

  private static void assertFunction(
      Map<String, String> snapshot, String construct, String name, int timeoutSeconds) {
    String function = "Lambda::Function " + construct + "Function";
    String logGroup = "Logs::LogGroup " + construct + "LogGroup";
    assertThat(snapshot)
        .containsEntry(function + " aliases Name", "live")
        .containsEntry(function + " aliases FunctionVersion", "1")
        .containsEntry(function + ":live FunctionName", name)
        .containsEntry(function + ":live Version", "1")
        .containsEntry(function + ":live Runtime", "java25")
        .containsEntry(function + ":live Architectures", "arm64")
        .containsEntry(function + ":live MemorySize", "512")
        .containsEntry(function + ":live Timeout", Integer.toString(timeoutSeconds))
        .containsEntry(function + ":live SnapStart ApplyOn", "PublishedVersions")
        .containsEntry(function + ":live TracingConfig Mode", "Active")
        .containsEntry(function + ":live LoggingConfig LogFormat", "JSON")
        .containsEntry(function + ":live LoggingConfig ApplicationLogLevel", "INFO")
        .containsEntry(function + ":live LoggingConfig SystemLogLevel", "INFO")
        .containsEntry(function + ":live LoggingConfig LogGroup", "/aws/lambda/" + name)
        .containsEntry(function + ":live CodeSha256", snapshot.get(function + " CodeSha256"))
        .containsEntry(logGroup + " LogGroupName", "/aws/lambda/" + name)
        .containsEntry(logGroup + " RetentionInDays", "7")
        .containsEntry(logGroup + " stream LogStreamName", name + "-stream");
  }

  private static void assertAlarms(Map<String, String> snapshot, String function, String... names) {
    List<String> alarms =
        snapshot.keySet().stream()
            .filter(property -> property.endsWith(" AlarmName"))
            .map(snapshot::get)
            .toList();
    assertThat(alarms)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(names).map(name -> function + "-" + name).toList());
    assertThat(snapshot.keySet().stream().filter(property -> property.endsWith(" AlarmActions")))
        .as("each alarm notifies the topic")
        .hasSameSizeAs(alarms)
        .allMatch(
            property ->
                snapshot.get(property).equals(snapshot.get("SNS::Topic AlarmsTopic TopicArn")));
  }

  private static String alias(Map<String, String> snapshot, String construct) {
    return snapshot.get("Lambda::Function " + construct + "Function aliases AliasArn");
  }
}

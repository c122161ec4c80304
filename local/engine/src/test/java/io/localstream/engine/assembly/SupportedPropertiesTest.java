package io.localstream.engine.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.assembly.Deployment.AsyncInvocation;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.LogFormat;
import io.localstream.engine.assembly.Deployment.LogLevel;
import io.localstream.engine.assembly.Deployment.Logging;
import io.localstream.engine.assembly.Deployment.StartingPosition;
import io.localstream.engine.lifecycle.StartException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes one property at a time, in a template that is otherwise valid and minimal. */
class SupportedPropertiesTest {
  private static final String FUNCTION_ARN = "arn:aws:lambda:us-east-1:000000000000:function:f";

  @TempDir private Path folder;
  private final JsonNode template =
      TestAssembly.json(
          """
          {"Resources": {
            "Stream": {"Type": "AWS::Kinesis::Stream", "Properties": {
              "Name": "s", "ShardCount": 2}},
            "Function": {"Type": "AWS::Lambda::Function", "Properties": {
              "FunctionName": "f", "Runtime": "java25", "Handler": "a.Handler::handle",
              "Role": {"Fn::GetAtt": ["Role", "Arn"]},
              "Code": {"S3Bucket": "b", "S3Key": "code.jar"},
              "SnapStart": {"ApplyOn": "PublishedVersions"}}},
            "Role": {"Type": "AWS::IAM::Role", "Properties": {}},
            "Version": {"Type": "AWS::Lambda::Version", "Properties": {
              "FunctionName": {"Ref": "Function"}}},
            "Alias": {"Type": "AWS::Lambda::Alias", "Properties": {
              "FunctionName": {"Ref": "Function"}, "Name": "live",
              "FunctionVersion": {"Fn::GetAtt": ["Version", "Version"]}}},
            "Async": {"Type": "AWS::Lambda::EventInvokeConfig", "Properties": {
              "FunctionName": {"Ref": "Function"}, "Qualifier": "live",
              "MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 60}},
            "Rule": {"Type": "AWS::Events::Rule", "Properties": {
              "ScheduleExpression": "rate(1 minute)",
              "Targets": [{"Id": "1", "Arn": {"Ref": "Alias"}}]}},
            "Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {
              "EventSourceArn": {"Fn::GetAtt": ["Stream", "Arn"]},
              "FunctionName": {"Ref": "Alias"}, "StartingPosition": "LATEST"}}}}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "Mapping/BatchSize                      | 0            | Mapping: BatchSize must be 1 to 10000, was 0.",
        "Mapping/BatchSize                      | 10001        | Mapping: BatchSize must be 1 to 10000, was 10001.",
        "Mapping/BatchSize                      | \"many\"     | Mapping: BatchSize must be 1 to 10000, was many.",
        "Mapping/BatchSize                      | [5]          | Mapping: BatchSize must be a string, was [5].",
        "Mapping/MaximumBatchingWindowInSeconds | 301          | Mapping: MaximumBatchingWindowInSeconds must be 0 to 300, was 301.",
        "Mapping/ParallelizationFactor          | 11           | Mapping: ParallelizationFactor must be 1 to 10, was 11.",
        "Mapping/MaximumRetryAttempts           | -2           | Mapping: MaximumRetryAttempts must be -1 to 10000, was -2.",
        "Mapping/MaximumRecordAgeInSeconds      | 59           | Mapping: MaximumRecordAgeInSeconds must be -1 or 60 to 604800, was 59.",
        "Mapping/MaximumRecordAgeInSeconds      | 604801       | Mapping: MaximumRecordAgeInSeconds must be -1 to 604800, was 604801.",
        "Mapping/BisectBatchOnFunctionError     | \"maybe\"    | Mapping: BisectBatchOnFunctionError must be true or false, was maybe.",
        "Mapping/StartingPosition               | \"OLDEST\"   | Mapping: StartingPosition must be TRIM_HORIZON or LATEST or AT_TIMESTAMP, was OLDEST.",
        "Mapping/StartingPosition               |              | Mapping: StartingPosition must be TRIM_HORIZON or LATEST or AT_TIMESTAMP, was nothing.",
        "Mapping/StartingPosition               | \"AT_TIMESTAMP\" | Mapping: StartingPositionTimestamp must be set if StartingPosition is AT_TIMESTAMP, and not otherwise.",
        "Mapping/StartingPositionTimestamp      | 1            | Mapping: StartingPositionTimestamp must be set if StartingPosition is AT_TIMESTAMP, and not otherwise.",
        "Mapping/TumblingWindowInSeconds        | 30           | Mapping: TumblingWindowInSeconds is not supported by the local run: remove it.",
        "Mapping/FunctionResponseTypes          | [\"Report\"] | Mapping: FunctionResponseTypes must be [ReportBatchItemFailures], was [Report].",
        "Mapping/FunctionResponseTypes          | \"Report\"   | Mapping: FunctionResponseTypes must be a list, was \"Report\".",
        "Mapping/DestinationConfig              | {\"OnSuccess\": {}} | Mapping: DestinationConfig.OnSuccess is not supported by the local run: remove it.",
        "Mapping/DestinationConfig              | {\"OnFailure\": {\"Destination\": \"arn:aws:kafka:x\"}} | Mapping: DestinationConfig.OnFailure.Destination must be the ARN of an SQS queue, an SNS topic or an S3 bucket, was arn:aws:kafka:x.",
        "Mapping/FilterCriteria                 | {\"Filters\": [{\"Pattern\": \"[1]\"}]} | Mapping: FilterCriteria.Filters[0].Pattern must be a JSON object, was [1].",
        "Mapping/FilterCriteria                 | {\"Filters\": [{\"Pattern\": \"{\"}]}   | Mapping: FilterCriteria.Filters[0].Pattern must be a JSON object, was {.",
        "Mapping/FilterCriteria                 | 1            | Mapping: FilterCriteria must be an object, was 1.",
        "Mapping/EventSourceArn                 | \"arn:aws:sqs:us-east-1:000000000000:q\" | Mapping: EventSourceArn must be the ARN of a Kinesis stream or stream consumer that one of the stacks creates, was arn:aws:sqs:us-east-1:000000000000:q.",
        "Mapping/EventSourceArn                 | \"arn:aws:kinesis:us-east-1:000000000000:stream/s/consumer/c:1\" | Mapping: EventSourceArn must be the ARN of a Kinesis stream or stream consumer that one of the stacks creates, was arn:aws:kinesis:us-east-1:000000000000:stream/s/consumer/c:1.",
        "Mapping/EventSourceArn                 | \"arn:aws:kinesis:us-east-1:000000000000:stream/t\" | Mapping: InvalidParameterValueException: Stream not found: arn:aws:kinesis:us-east-1:000000000000:stream/t (no stack creates it).",
        "Mapping/EventSourceArn                 |              | Mapping: EventSourceArn is missing.",
        "Mapping/FunctionName                   | \"g\"        | Mapping invokes the function g, which no stack creates.",
        "Mapping/FunctionName                   | \"f\"        | Mapping invokes f, but S/Rule invokes f:live: the local run supports one version of each function.",
        "Mapping/FunctionName                   | \"a b\"      | Mapping: FunctionName must be a function's name or ARN.",
        "Function/Runtime                       | \"nodejs22.x\" | Rule invokes S/Function, which cannot run here: Runtime must be a Java runtime, was nodejs22.x.",
        "Function/Runtime                       |              | Rule invokes S/Function, which cannot run here: Runtime must be a Java runtime, was a container image.",
        "Function/PackageType                   | \"Image\"    | Function: PackageType must be Zip, was Image.",
        "Function/Handler                       | \"index.handler()\" | Function: Handler must be package.Class or package.Class::method, was index.handler().",
        "Function/Handler                       |              | Function: Handler is missing.",
        "Function/Role                          |              | Function: Role is missing.",
        "Function/Role                          | \"arn:aws:iam::000000000000:role/r\" | Function: Role must be a role that one of the stacks creates, because the local run needs its policies; was arn:aws:iam::000000000000:role/r.",
        "Function/MemorySize                    | 127          | Function: MemorySize must be 128 to 10240, was 127.",
        "Function/Timeout                       | 901          | Function: Timeout must be 1 to 900, was 901.",
        "Function/Code                          | {\"ZipFile\": \"x\"}    | Function: Code.S3Key is missing.",
        "Function/Code                          | {\"S3Key\": \"no.jar\"} | Function: Code.S3Key must name an asset of the cloud assembly, was no.jar.",
        "Function/Environment                   | {\"Variables\": {\"A\": {}}} | Function: Environment.Variables.A must be a string, was {}.",
        "Function/Environment                   | {\"Variables\": {\"AWS_ACCESS_KEY_ID\": \"mine\"}} | Function: Environment.Variables.AWS_ACCESS_KEY_ID is reserved by Lambda: remove it.",
        "Function/SnapStart                     | {\"ApplyOn\": \"Always\"}  | Function: SnapStart.ApplyOn must be PublishedVersions or None, was Always.",
        "Function/LoggingConfig                 | {\"LogFormat\": \"Plain\"} | Function: LoggingConfig.LogFormat must be Text or JSON, was Plain.",
        "Function/LoggingConfig                 | {\"ApplicationLogLevel\": \"INFO\"} | Function: LoggingConfig.ApplicationLogLevel needs LogFormat JSON: set LogFormat, or remove this property.",
        "Function/LoggingConfig                 | {\"LogFormat\": \"JSON\", \"SystemLogLevel\": \"ERROR\"} | Function: LoggingConfig.SystemLogLevel must be DEBUG or INFO or WARN, was ERROR.",
        "Function/TracingConfig                 | {\"Mode\": \"On\"} | Function: TracingConfig.Mode must be Active or PassThrough, was On.",
        "Function/Layers                        | [\"l\"]      | Function: Layers is not supported by the local run: remove it.",
        "Function/ReservedConcurrentExecutions  | 0            | Function: ReservedConcurrentExecutions must be 1 to 2147483647, was 0.",
        "Version/ProvisionedConcurrencyConfig   | {}           | Version: ProvisionedConcurrencyConfig is not supported by the local run: remove it.",
        "Alias/RoutingConfig                    | {}           | Alias: RoutingConfig is not supported by the local run: remove it.",
        "Alias/Name                             |              | Alias: Name is missing.",
        "Async/MaximumRetryAttempts             | 3            | Async: MaximumRetryAttempts must be 0 to 2, was 3.",
        "Async/MaximumEventAgeInSeconds         | 59           | Async: MaximumEventAgeInSeconds must be 60 to 21600, was 59.",
        "Async/Qualifier                        |              | Async: Qualifier is missing.",
        "Rule/State                             | \"OFF\"      | Rule: State must be ENABLED or DISABLED, was OFF.",
        "Rule/EventBusName                      | \"mine\"     | Rule: EventBusName must be default, was mine.",
        "Rule/EventPattern                      | {}           | Rule: EventPattern is not supported by the local run: remove it.",
        "Rule/Targets/0/Arn                     | \"arn:aws:sqs:us-east-1:000000000000:q\" | Rule: Targets[0].Arn must be the ARN of a Lambda function, was arn:aws:sqs:us-east-1:000000000000:q.",
        "Rule/Targets/0/Arn                     | \"arn:aws:lambda:us-east-1:000000000000:function:g\" | Rule invokes the function g, which no stack creates.",
        "Rule/Targets/0/InputTransformer        | {}           | Rule: Targets[0].InputTransformer is not supported by the local run: remove it.",
        "Rule/Targets/0/InputPath               | \"$.time\"   | Rule: Targets[0].InputPath is not supported by the local run: remove it.",
        "Stream/ShardCount                      | 0            | Stream: ShardCount must be 1 to 10000, was 0.",
        "Stream/ShardCount                      |              | Stream: ShardCount is missing.",
        "Stream/RetentionPeriodHours            | 23           | Stream: RetentionPeriodHours must be 24 to 8760, was 23.",
        "Stream/MaxRecordSizeInKiB              | 1023         | Stream: MaxRecordSizeInKiB must be 1024 to 10240, was 1023.",
        "Stream/MaxRecordSizeInKiB              | 10241        | Stream: MaxRecordSizeInKiB must be 1024 to 10240, was 10241.",
        "Stream/StreamModeDetails               | {\"StreamMode\": \"AUTO\"} | Stream: StreamModeDetails.StreamMode must be PROVISIONED or ON_DEMAND, was AUTO.",
        "Stream/StreamEncryption                | {\"KeyId\": \"alias/mine\"} | Stream: the KMS key must be a key ARN, a key ID or an alias of AWS (alias/aws/…), was alias/mine.",
        "Stream/Speed                           | 1            | Stream: Speed is not supported by the local run: remove it."
      })
  void shouldNameStackResourceAndProperty_whenAValueIsNotHonoured(
      String property, String value, String message) {
    set(property, value);
    TestAssembly assembly = new TestAssembly(folder).stack("S", template);

    assertThatThrownBy(assembly::read)
        .isInstanceOf(StartException.class)
        .hasMessage("S/" + message);
  }

  @Test
  void shouldNameTheFile_whenAnAssetIsMissing() {
    TestAssembly assembly = new TestAssembly(folder).stack("S", template);
    assertThat(folder.resolve("asset.code.jar").toFile().delete()).isTrue();

    assertThatThrownBy(assembly::read)
        .isInstanceOf(StartException.class)
        .hasMessage(
            "S/Function: Code.S3Key names %s, which is missing: run `npx cdk synth` again.",
            folder.resolve("asset.code.jar"));
  }

  @Test
  void shouldUseAwssDefaults_whenAMappingSetsNothing() {
    assertThat(mapping())
        .usingRecursiveComparison()
        .ignoringFields("uuid")
        .isEqualTo(
            new EventSourceMapping(
                "",
                "s",
                "arn:aws:kinesis:us-east-1:000000000000:stream/s",
                Optional.empty(),
                "f",
                FUNCTION_ARN + ":live",
                true,
                100,
                Duration.ZERO,
                StartingPosition.LATEST,
                Optional.empty(),
                1,
                -1,
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                List.of(),
                false));
  }

  @Test
  void shouldHonourEachProperty_whenAMappingSetsItAll() {
    set("Mapping/Enabled", "false");
    set("Mapping/BatchSize", "\"10000\"");
    set("Mapping/MaximumBatchingWindowInSeconds", "300");
    set("Mapping/StartingPosition", "\"AT_TIMESTAMP\"");
    set("Mapping/StartingPositionTimestamp", "1748864964.5");
    set("Mapping/ParallelizationFactor", "10");
    set("Mapping/MaximumRetryAttempts", "0");
    set("Mapping/MaximumRecordAgeInSeconds", "60");
    set("Mapping/BisectBatchOnFunctionError", "true");
    set("Mapping/FunctionResponseTypes", "[\"ReportBatchItemFailures\"]");
    set("Mapping/DestinationConfig", "{\"OnFailure\": {\"Destination\": \"arn:aws:s3:::b\"}}");
    set("Mapping/FilterCriteria", "{\"Filters\": [{\"Pattern\": \"{\\\"data\\\": {}}\"}]}");
    set("Mapping/MetricsConfig", "{\"Metrics\": [\"EventCount\"]}");
    set("Mapping/Tags", "[]");

    assertThat(mapping())
        .usingRecursiveComparison()
        .ignoringFields("uuid")
        .isEqualTo(
            new EventSourceMapping(
                "",
                "s",
                "arn:aws:kinesis:us-east-1:000000000000:stream/s",
                Optional.empty(),
                "f",
                FUNCTION_ARN + ":live",
                false,
                10_000,
                Duration.ofSeconds(300),
                StartingPosition.AT_TIMESTAMP,
                Optional.of(Instant.ofEpochMilli(1_748_864_964_500L)),
                10,
                0,
                Optional.of(Duration.ofSeconds(60)),
                true,
                true,
                Optional.of("arn:aws:s3:::b"),
                List.of("{\"data\": {}}"),
                true));
  }

  /** The function runs on this machine, and reaches what this machine reaches. */
  @Test
  void shouldIgnoreTheVpcOfAFunction() {
    set("Function/VpcConfig", "{\"SubnetIds\": [\"subnet-1\"], \"SecurityGroupIds\": [\"sg-1\"]}");

    assertThat(deployment().functions()).hasSize(1);
  }

  @Test
  void shouldRetryUntilExpiry_whenTheRecordAgeIsMinusOne() {
    set("Mapping/MaximumRecordAgeInSeconds", "-1");

    assertThat(mapping().maximumRecordAge()).isEmpty();
  }

  @Test
  void shouldRestoreFromASnapshot_whenAFunctionIsInvokedThroughAnAliasOrAVersion() {
    assertThat(function().snapStart()).isTrue();
    assertThat(function().version()).isEqualTo("1");

    invokeAs("{\"Ref\": \"Version\"}");

    assertThat(function().snapStart()).isTrue();
    assertThat(function().invokedArn()).isEqualTo(FUNCTION_ARN + ":1");
  }

  @Test
  void shouldNotRestoreFromASnapshot_whenTheUnpublishedVersionIsInvoked() {
    invokeAs("{\"Ref\": \"Function\"}");

    assertThat(function().snapStart()).isFalse();
    assertThat(function().version()).isEqualTo("$LATEST");
    assertThat(function().invokedArn()).isEqualTo(FUNCTION_ARN);
  }

  @Test
  void shouldNameTheVersion_whenAFunctionHasNoSuchOne() {
    invokeAs("\"arn:aws:lambda:us-east-1:000000000000:function:f:old\"");

    assertThatThrownBy(this::deployment)
        .isInstanceOf(StartException.class)
        .hasMessage("S/Rule invokes the function f:old, which no stack creates.");
  }

  @Test
  void shouldTakeAsyncSettingsOfTheInvokedQualifierOnly_whenAFunctionHasThem() {
    assertThat(function().asyncInvocation())
        .isEqualTo(new AsyncInvocation(0, Duration.ofSeconds(60), Optional.empty()));

    set("Async/Qualifier", "\"$LATEST\"");

    assertThat(function().asyncInvocation()).isEqualTo(AsyncInvocation.DEFAULT);
  }

  @Test
  void shouldUseAwssDefaults_whenAFunctionSetsNothing() {
    assertThat(function().memoryMb()).isEqualTo(128);
    assertThat(function().timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(function().environment()).isEmpty();
    assertThat(function().logging()).isEqualTo(Logging.text("/aws/lambda/f"));
    assertThat(function().tracing()).isFalse();
  }

  @Test
  void shouldLogAsTheFunctionSays_whenItSaysSo() {
    set("Function/LoggingConfig", "{\"LogFormat\": \"JSON\"}");
    set("Function/TracingConfig", "{\"Mode\": \"Active\"}");

    assertThat(function().logging())
        .isEqualTo(new Logging(LogFormat.JSON, LogLevel.INFO, LogLevel.INFO, "/aws/lambda/f"));
    assertThat(function().tracing()).isTrue();

    set(
        "Function/LoggingConfig",
        """
        {"LogFormat": "JSON", "ApplicationLogLevel": "ERROR", "SystemLogLevel": "WARN",
         "LogGroup": "/mine"}
        """);

    assertThat(function().logging())
        .isEqualTo(new Logging(LogFormat.JSON, LogLevel.ERROR, LogLevel.WARN, "/mine"));
  }

  @Test
  void shouldYieldAScheduleForEachTarget_whenARuleHasTwo() {
    set(
        "Rule/Targets",
        """
        [{"Id": "1", "Arn": {"Ref": "Alias"}},
         {"Id": "2", "Arn": {"Ref": "Alias"}, "Input": "{\\"a\\": 1}",
          "RetryPolicy": {"MaximumRetryAttempts": 3}, "DeadLetterConfig": {"Arn": "arn"}}]
        """);
    set("Rule/State", "\"DISABLED\"");

    assertThat(deployment().schedules())
        .extracting(Deployment.Schedule::input)
        .containsExactly(Optional.empty(), Optional.of("{\"a\": 1}"));
    assertThat(deployment().schedules()).noneMatch(Deployment.Schedule::enabled);
  }

  @Test
  void shouldHaveFourShards_whenAStreamIsOnDemand() {
    set("Stream/ShardCount", "");
    set("Stream/StreamModeDetails", "{\"StreamMode\": \"ON_DEMAND\"}");

    assertThat(deployment().streams().get(0).shardCount()).isEqualTo(4);
  }

  @Test
  void shouldTakeLargeRecords_whenTheStreamDoes() {
    assertThat(deployment().streams().get(0).maxRecordBytes()).isEqualTo(1 << 20);

    set("Stream/MaxRecordSizeInKiB", "10240");

    assertThat(deployment().streams().get(0).maxRecordBytes()).isEqualTo(10 << 20);
  }

  @Test
  void shouldReadTheConsumersStream_whenAMappingHasEnhancedFanOut() {
    ((ObjectNode) template.get("Resources"))
        .set(
            "Consumer",
            TestAssembly.json(
                """
                {"Type": "AWS::Kinesis::StreamConsumer", "Properties": {
                  "ConsumerName": "c", "StreamARN": {"Fn::GetAtt": ["Stream", "Arn"]}}}
                """));
    set("Mapping/EventSourceArn", "{\"Fn::GetAtt\": [\"Consumer\", \"ConsumerARN\"]}");

    assertThat(mapping().streamName()).isEqualTo("s");
    assertThat(mapping().consumerArn().orElseThrow())
        .matches("arn:aws:kinesis:us-east-1:000000000000:stream/s/consumer/c:\\d+");
    assertThat(deployment().notSimulated()).isEmpty();
  }

  @Test
  void shouldKnowTheUsersKeys_whenResourcesAreEncryptedWithThem() {
    String key = "arn:aws:kms:us-east-1:000000000000:key/k";
    set(
        "Stream/StreamEncryption",
        "{\"EncryptionType\": \"KMS\", \"KeyId\": \"%s\"}".formatted(key));
    ObjectNode resources = (ObjectNode) template.get("Resources");
    resources.set("Key", TestAssembly.json("{\"Type\": \"AWS::KMS::Key\", \"Properties\": {}}"));
    resources.set(
        "Queue",
        TestAssembly.json(
            """
            {"Type": "AWS::SQS::Queue", "Properties": {
              "QueueName": "q", "KmsMasterKeyId": {"Ref": "Key"}}}
            """));
    resources.set(
        "Bucket",
        TestAssembly.json(
            """
            {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "b", "BucketEncryption": {
              "ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": {
                "SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "%s"}}]}}}
            """
                .formatted(key)));
    resources.set(
        "Topic",
        TestAssembly.json(
            """
            {"Type": "AWS::SNS::Topic", "Properties": {"KmsMasterKeyId": "alias/aws/sns"}}
            """));
    set("Function/KmsKeyArn", '"' + key + '"');

    assertThat(deployment().encryptionKeys())
        .containsEntry("arn:aws:kinesis:us-east-1:000000000000:stream/s", key)
        .containsEntry("arn:aws:s3:::b", key)
        .containsEntry("arn:aws:lambda:us-east-1:000000000000:function:f", key)
        .hasEntrySatisfying(
            "arn:aws:sqs:us-east-1:000000000000:q",
            created -> assertThat(created).matches("arn:aws:kms:us-east-1:000000000000:key/.{36}"))
        .hasSize(4);
  }

  @Test
  void shouldNeedNoKey_whenAwsEncryptsWithItsOwn() {
    set(
        "Stream/StreamEncryption",
        "{\"EncryptionType\": \"KMS\", \"KeyId\": \"alias/aws/kinesis\"}");

    assertThat(deployment().encryptionKeys()).isEmpty();
  }

  private void invokeAs(String function) {
    set("Mapping/FunctionName", function);
    set("Rule/Targets/0/Arn", function);
  }

  /** Sets {@code LogicalId/Property}; without a value, removes it. */
  private void set(String property, String value) {
    JsonPointer pointer =
        JsonPointer.compile("/Resources/" + property.replaceFirst("/", "/Properties/"));
    ObjectNode parent = (ObjectNode) template.at(pointer.head());
    String name = pointer.last().getMatchingProperty();
    if (value == null || value.isEmpty()) {
      parent.remove(name);
    } else {
      parent.set(name, TestAssembly.json(value));
    }
  }

  private Deployment deployment() {
    return new TestAssembly(folder).stack("S", template).read();
  }

  private EventSourceMapping mapping() {
    return deployment().mappings().get(0);
  }

  private Deployment.Function function() {
    return deployment().functions().get(0);
  }
}

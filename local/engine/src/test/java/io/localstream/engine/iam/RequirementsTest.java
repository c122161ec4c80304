package io.localstream.engine.iam;

import static io.localstream.engine.iam.RestrictedFunction.BUCKET;
import static io.localstream.engine.iam.RestrictedFunction.CONSUMER;
import static io.localstream.engine.iam.RestrictedFunction.FUNCTION;
import static io.localstream.engine.iam.RestrictedFunction.KEY;
import static io.localstream.engine.iam.RestrictedFunction.LOG;
import static io.localstream.engine.iam.RestrictedFunction.QUEUE;
import static io.localstream.engine.iam.RestrictedFunction.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.localstream.engine.iam.policy.Condition;
import io.localstream.engine.iam.policy.ConditionOperator;
import io.localstream.engine.lifecycle.StartException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests the permissions that Lambda needs under a function's role: the role has all of them, or one
 * is missing.
 */
class RequirementsTest {
  private static final List<String[]> GRANTS =
      List.of(
          new String[] {LOG + ":*", "logs:CreateLogStream"},
          new String[] {LOG + ":*", "logs:PutLogEvents"},
          new String[] {"*", "xray:PutTraceSegments"},
          new String[] {"*", "xray:PutTelemetryRecords"},
          new String[] {STREAM, "kinesis:DescribeStream"},
          new String[] {STREAM, "kinesis:DescribeStreamSummary"},
          new String[] {STREAM, "kinesis:GetRecords"},
          new String[] {STREAM, "kinesis:GetShardIterator"},
          new String[] {STREAM, "kinesis:ListShards"},
          new String[] {CONSUMER, "kinesis:SubscribeToShard"},
          new String[] {KEY, "kms:Decrypt"},
          new String[] {KEY, "kms:GenerateDataKey"},
          new String[] {BUCKET + "/*", "s3:PutObject"},
          new String[] {BUCKET, "s3:ListBucket"},
          new String[] {QUEUE, "sqs:SendMessage"});

  @Test
  void shouldStart_whenAllIsGranted() {
    assertThatCode(() -> check(Optional.empty())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "logs:CreateLogStream, The provided execution role does not have permissions to write the function's log",
    "logs:PutLogEvents, The provided execution role does not have permissions to write the function's log",
    "xray:PutTraceSegments, The provided execution role does not have permissions to call PutTraceSegments on XRAY",
    "xray:PutTelemetryRecords, The provided execution role does not have permissions to call PutTraceSegments on XRAY",
    "kinesis:DescribeStream, Cannot access stream " + STREAM,
    "kinesis:DescribeStreamSummary, Cannot access stream " + STREAM,
    "kinesis:GetRecords, Cannot access stream " + STREAM,
    "kinesis:GetShardIterator, Cannot access stream " + STREAM,
    "kinesis:ListShards, Cannot access stream " + STREAM,
    "kinesis:SubscribeToShard, Cannot access stream " + STREAM,
    "kms:Decrypt, Cannot access stream " + STREAM,
    "kms:GenerateDataKey, The provided execution role does not have permissions to call PutObject on S3",
    "s3:PutObject, The provided execution role does not have permissions to call PutObject on S3",
    "s3:ListBucket, The provided execution role does not have permissions to call PutObject on S3",
    "sqs:SendMessage, The provided execution role does not have permissions to call SendMessage on SQS"
  })
  void shouldNotStart_whenOneOfTheDocumentedActionsIsMissing(String action, String problem) {
    assertThatThrownBy(() -> check(Optional.of(action)))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("f: " + problem)
        .hasMessageContaining(
            "User: arn:aws:sts::111122223333:assumed-role/r/f is not authorized to perform: "
                + action
                + " on resource: ")
        .hasMessageContaining("because no identity-based policy allows the " + action + " action");
  }

  @Test
  void shouldNameAllProblemsAtOnce_whenNothingIsGranted() {
    RestrictedFunction function =
        new RestrictedFunction().reads(Optional.empty(), Optional.of(QUEUE));

    assertThatThrownBy(() -> new AccessControl(function.deployment()).checkRequirements())
        .hasMessageContaining("logs:PutLogEvents")
        .hasMessageContaining("kinesis:GetRecords")
        .hasMessageContaining("sqs:SendMessage");
  }

  @ParameterizedTest
  @CsvSource({"lambda, true", "kinesis, false"})
  void shouldDecryptEnvironmentThroughLambdaOnly_whenItIsEncrypted(String service, boolean starts) {
    Condition viaService =
        new Condition(
            ConditionOperator.STRING_EQUALS,
            "kms:ViaService",
            List.of("sqs.us-east-1.amazonaws.com", service + ".us-east-1.amazonaws.com"));
    RestrictedFunction function =
        new RestrictedFunction()
            .allow(LOG + ":*", "logs:*")
            .encrypted(FUNCTION)
            .allowIf(viaService, KEY, "kms:Decrypt");

    Optional<Throwable> problem =
        Optional.ofNullable(
            catchThrowable(() -> new AccessControl(function.deployment()).checkRequirements()));

    assertThat(problem.isEmpty()).isEqualTo(starts);
    problem.ifPresent(
        refused ->
            assertThat(refused)
                .hasMessageStartingWith(
                    "f: Lambda was unable to decrypt the environment variables because KMS access"
                        + " was denied")
                .hasMessageContaining(
                    "is not authorized to perform: kms:Decrypt on resource: " + KEY));
  }

  @Test
  void shouldNeedNeitherTracesNorFanOutNorKeys_whenTheTemplateHasNone() {
    RestrictedFunction function =
        new RestrictedFunction()
            .allow(LOG + ":*", "logs:*")
            .allow(STREAM, "kinesis:Describe*", "kinesis:Get*", "kinesis:ListShards")
            .reads(Optional.empty(), Optional.empty());

    assertThatCode(() -> new AccessControl(function.deployment()).checkRequirements())
        .doesNotThrowAnyException();
  }

  private static void check(Optional<String> missing) {
    RestrictedFunction function =
        new RestrictedFunction()
            .traced()
            .encrypted(STREAM)
            .encrypted(BUCKET)
            .reads(Optional.of(CONSUMER), Optional.of(BUCKET))
            .deadLettersTo(QUEUE);
    for (String[] grant : GRANTS) {
      if (missing.filter(grant[1]::equals).isEmpty()) {
        function.allow(grant[0], grant[1]);
      }
    }
    new AccessControl(function.deployment()).checkRequirements();
  }
}

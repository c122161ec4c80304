package io.localstream.engine.iam;

import static io.localstream.engine.iam.RestrictedFunction.BUCKET;
import static io.localstream.engine.iam.RestrictedFunction.KEY;
import static io.localstream.engine.iam.RestrictedFunction.QUEUE;
import static io.localstream.engine.iam.RestrictedFunction.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.iam.policy.Condition;
import io.localstream.engine.iam.policy.ConditionOperator;
import io.localstream.engine.lifecycle.StartException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessControlTest {
  private static final String USER = "User: arn:aws:sts::111122223333:assumed-role/r/f";
  private static final String PUT = "kinesis:PutRecord";

  private final RestrictedFunction function = new RestrictedFunction();

  @Test
  void shouldSayInAwssWordsWhatIsNotAllowed_whenNoStatementAllowsIt() {
    assertThat(denial(PUT, STREAM))
        .contains(
            USER
                + " is not authorized to perform: kinesis:PutRecord on resource: "
                + STREAM
                + " because no identity-based policy allows the kinesis:PutRecord action");
  }

  @Test
  void shouldSayInAwssWordsWhatIsDenied_whenAStatementDeniesIt() {
    function.allow("*", "*").deny(STREAM, PUT);

    assertThat(denial(PUT, STREAM))
        .contains(
            USER
                + " is not authorized to perform: kinesis:PutRecord on resource: "
                + STREAM
                + " with an explicit deny in an identity-based policy");
  }

  @Test
  void shouldAllow_whenTheRoleDoes() {
    function.allow(STREAM, PUT);

    assertThat(denial(PUT, STREAM)).isEmpty();
  }

  @Test
  void shouldRestrictNobodyElse_whenCredentialsAreNoFunctions() {
    AccessControl access = new AccessControl(function.deployment());

    assertThat(access.restricts("local")).isFalse();
    assertThat(access.denial("local", PUT, STREAM)).isEmpty();
    assertThat(access.keyDenial("local", "kms:Decrypt", STREAM)).isEmpty();
    assertThat(access.restricts(key())).isTrue();
  }

  @Test
  void shouldGiveTemporaryCredentialsOfItsOwn_whenAFunctionNeedsThem() {
    assertThat(key()).matches("ASIA[A-Z0-9]{16}").isEqualTo(key());
  }

  @ParameterizedTest
  @CsvSource({
    "aws:ResourceAccount, 111122223333, arn:aws:kinesis:us-east-1:111122223333:stream/MyStream",
    "aws:ResourceAccount, 111122223333, arn:aws:s3:::failures",
    "aws:ResourceAccount, 444455556666, arn:aws:kinesis:us-east-1:444455556666:stream/MyStream",
    "aws:PrincipalAccount, 111122223333, arn:aws:kinesis:us-east-1:444455556666:stream/MyStream",
    "aws:RequestedRegion, us-east-1, *",
    "aws:SecureTransport, true, *"
  })
  void shouldKnowTheValuesOfGlobalKeys_whenAConditionAsksForThem(
      String key, String value, String resource) {
    function.allowIf(equal(key, value), "*", PUT);

    assertThat(denial(PUT, resource)).isEmpty();
  }

  @Test
  void shouldAskForTheKey_whenTheStreamIsEncryptedWithTheUsers() {
    function.encrypted(STREAM).allow(STREAM, "kinesis:*");

    assertThat(keyDenial())
        .contains(
            USER
                + " is not authorized to perform: kms:GenerateDataKey on resource: "
                + KEY
                + " because no identity-based policy allows the kms:GenerateDataKey action");

    function.allow(KEY, "kms:GenerateDataKey");

    assertThat(keyDenial()).isEmpty();
  }

  @Test
  void shouldAskForNoKey_whenAwsEncryptsWithItsOwn() {
    assertThat(keyDenial()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "kms:ViaService, kinesis.us-east-1.amazonaws.com, true",
    "kms:ViaService, s3.us-east-1.amazonaws.com, false",
    "kms:CallerAccount, 111122223333, true",
    "kms:EncryptionContext:aws:kinesis:arn, " + STREAM + ", true",
    "kms:EncryptionContext:aws:kinesis:arn, arn:other, false"
  })
  void shouldKnowWhoUsesTheKey_whenAConditionAsksForIt(String key, String value, boolean allowed) {
    function.encrypted(STREAM).allowIf(equal(key, value), KEY, "kms:GenerateDataKey");

    assertThat(keyDenial().isEmpty()).isEqualTo(allowed);
  }

  @Test
  void shouldListWhatTheFunctionNeverUsed_whenItsCodeDidNotCallIt() {
    function
        .allow(RestrictedFunction.LOG + ":*", "logs:CreateLogStream", "logs:PutLogEvents")
        .allow(STREAM, PUT, "kinesis:PutRecords")
        .allow(QUEUE, "sqs:SendMessage")
        .deadLettersTo(QUEUE);
    AccessControl access = new AccessControl(function.deployment());
    assertThat(access.unusedGrants())
        .containsExactly("f kinesis:PutRecord on " + STREAM, "f kinesis:PutRecords on " + STREAM);

    access.denial(key(), PUT, STREAM);

    assertThat(access.unusedGrants()).containsExactly("f kinesis:PutRecords on " + STREAM);
  }

  @ParameterizedTest
  @CsvSource({
    "s3:GetObject, false",
    "sqs:SendMessage, false",
    "kms:Decrypt, false",
    "xray:PutTraceSegments, false",
    "kinesis:DescribeLimits, true",
    "Kinesis:*, true",
    "ssm:PutParameter, true",
    "lambda:InvokeFunction, true",
    "*, true"
  })
  void shouldListOnlyWhatARunCanSee_whenAGrantIsNotUsed(String action, boolean listed) {
    AccessControl access = new AccessControl(function.allow(STREAM, action).deployment());

    assertThat(access.unusedGrants())
        .isEqualTo(listed ? List.of("f " + action + " on " + STREAM) : List.of());
  }

  @Test
  void shouldNotCountADenialAsUse_whenTheGrantIsThereButDenied() {
    function.allow(STREAM, PUT).deny("*", PUT);
    AccessControl access = new AccessControl(function.deployment());

    access.denial(key(), PUT, STREAM);

    assertThat(access.unusedGrants()).containsExactly("f kinesis:PutRecord on " + STREAM);
    assertThat(access.denials())
        .containsExactly(
            USER
                + " is not authorized to perform: kinesis:PutRecord on resource: "
                + STREAM
                + " with an explicit deny in an identity-based policy");
  }

  @Test
  void shouldListGrantsForFailuresApart_whenNothingFailed() {
    function
        .allow(BUCKET + "/*", "s3:PutObject")
        .allow(BUCKET, "s3:ListBucket")
        .reads(Optional.empty(), Optional.of(BUCKET));
    AccessControl access = new AccessControl(function.deployment());
    assertThat(access.unusedGrants()).isEmpty();
    assertThat(access.unusedFailureGrants())
        .containsExactly("f s3:ListBucket on " + BUCKET, "f s3:PutObject on " + BUCKET + "/*");

    assertThat(access.deliveryDenial(function.function(), BUCKET, "some/object")).isEmpty();

    assertThat(access.unusedFailureGrants()).isEmpty();
  }

  @Test
  void shouldRefuseADelivery_whenTheRoleDoesNotAllowThatObject() {
    function.allow(BUCKET + "/aws/*", "s3:PutObject").allow(BUCKET, "s3:ListBucket");
    AccessControl access = new AccessControl(function.deployment());

    assertThat(access.deliveryDenial(function.function(), BUCKET, "aws/1")).isEmpty();
    assertThat(access.deliveryDenial(function.function(), BUCKET, "other/1"))
        .hasValueSatisfying(
            message -> assertThat(message).contains("s3:PutObject on resource: " + BUCKET));
  }

  private Optional<String> denial(String action, String resource) {
    return new AccessControl(function.deployment()).denial(key(), action, resource);
  }

  private Optional<String> keyDenial() {
    return new AccessControl(function.deployment()).keyDenial(key(), "kms:GenerateDataKey", STREAM);
  }

  private String key() {
    return function.function().accessKeyId();
  }

  private static Condition equal(String key, String value) {
    return new Condition(ConditionOperator.STRING_EQUALS, key, List.of(value));
  }

  @Test
  void shouldDecideByTheNewRoleAndKeepWhatWasUsed_whenRolesAreReplaced() {
    function.allow(STREAM, PUT);
    AccessControl access = new AccessControl(function.deployment());
    assertThat(access.denial(key(), PUT, STREAM)).isEmpty();
    assertThat(access.denial(key(), "kinesis:PutRecords", STREAM)).isPresent();

    access.replaceRoles(
        function.allow(STREAM, "kinesis:PutRecords").allow("*", "logs:*").deployment());

    assertThat(access.denial(key(), "kinesis:PutRecords", STREAM)).isEmpty();
    assertThat(access.denials()).hasSize(1);
    assertThat(access.unusedGrants()).noneMatch(grant -> grant.contains("PutRecord"));
  }

  @Test
  void shouldKeepTheOldRoles_whenTheNewOnesLackAPermission() {
    function.allow(STREAM, PUT).allow("*", "logs:*");
    AccessControl access = new AccessControl(function.deployment());

    assertThatThrownBy(() -> access.replaceRoles(new RestrictedFunction().deployment()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("logs:PutLogEvents");

    assertThat(access.denial(key(), PUT, STREAM)).isEmpty();
  }
}

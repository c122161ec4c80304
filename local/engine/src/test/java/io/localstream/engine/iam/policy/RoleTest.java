package io.localstream.engine.iam.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.iam.policy.Role.Decision;
import io.localstream.engine.iam.policy.Statement.Effect;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleTest {
  private static final String STREAM = "arn:aws:kinesis:us-east-1:111122223333:stream/MyStream";
  private static final String PUT = "kinesis:PutRecord";

  @Test
  void shouldNotAllow_whenThereIsNoStatement() {
    assertThat(decision(PUT)).isEqualTo(Decision.NOT_ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "kinesis:PutRecord, true",
    "kinesis:PUTRECORD, true",
    "Kinesis:putrecord, true",
    "kinesis:Put*, true",
    "kinesis:PutRecord?, false",
    "kinesis:PutRecor?, true",
    "kinesis:*, true",
    "*, true",
    "kinesis:PutRecords, false",
    "kinesis:Put, false",
    "kinesis.PutRecord, false",
    "firehose:*, false"
  })
  void shouldMatchActions_whenPolicyHasWildcardsOrOtherCase(String action, boolean matches) {
    assertThat(decision(PUT, allow(action, STREAM)) == Decision.ALLOWED).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    STREAM + ", true",
    "*, true",
    "arn:aws:kinesis:*:*:stream/MyStream, true",
    "arn:aws:kinesis:us-east-1:111122223333:stream/*, true",
    "arn:aws:kinesis:us-east-1:111122223333:stream/MyStrea?, true",
    "arn:aws:kinesis:*, true",
    "arn:aws:kinesis:us-east-1:111122223333:stream/mystream, false",
    "arn:aws:kinesis:us-east-1:111122223333:stream/MyStream2, false",
    "arn:aws:kinesis:us-east-1:111122223333:stream/MyStream?, false",
    "arn:aws:kinesis:us-east-2:111122223333:stream/MyStream, false",
    "arn:aws:kinesis:us.east.1:111122223333:stream/MyStream, false"
  })
  void shouldMatchResources_whenPolicyHasWildcards(String resource, boolean matches) {
    assertThat(decision(PUT, allow(PUT, resource)) == Decision.ALLOWED).isEqualTo(matches);
  }

  @Test
  void shouldDeny_whenOneStatementDeniesWhatOthersAllow() {
    Statement deny = new Statement(Effect.DENY, List.of(PUT), List.of("*"), List.of());

    assertThat(decision(PUT, allow("*", "*"), deny)).isEqualTo(Decision.DENIED);
    assertThat(decision(PUT, deny, allow("*", "*"))).isEqualTo(Decision.DENIED);
    assertThat(decision("kinesis:PutRecords", deny, allow("*", "*"))).isEqualTo(Decision.ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, 111122223333, true",
    "StringEquals, 1111*, false",
    "StringEquals, 444455556666|111122223333, true",
    "StringNotEquals, 111122223333, false",
    "StringNotEquals, 444455556666|111122223333, false",
    "StringNotEquals, 444455556666, true",
    "StringLike, 1111*, true",
    "StringLike, 1111?, false",
    "StringNotLike, 1111*, false"
  })
  void shouldCompareTheValueOfTheKey_whenAConditionIsSet(
      String operator, String values, boolean holds) {
    Condition condition = condition(operator, "aws:ResourceAccount", values.split("\\|"));

    assertThat(holds(condition, Map.of("aws:resourceaccount", "111122223333"))).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({
    "ArnEquals, arn:aws:kinesis:*:111122223333:stream/My*, true",
    "ArnLike, " + STREAM + ", true",
    "ArnLike, arn:aws:*:stream/MyStream, false",
    "ArnLike, arn:aws:kinesis:us-east-1:444455556666:stream/MyStream, false",
    "ArnNotEquals, " + STREAM + ", false",
    "ArnNotLike, arn:aws:kinesis:*:*:stream/Other, true"
  })
  void shouldCompareArnsPartByPart_whenAConditionIsOnAnArn(
      String operator, String value, boolean holds) {
    String key = "kms:EncryptionContext:aws:kinesis:arn";

    assertThat(holds(condition(operator, key, value), Map.of(key.toLowerCase(Locale.ROOT), STREAM)))
        .isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "TRUE, true", "false, false"})
  void shouldCompareTruth_whenAConditionIsOnIt(String value, boolean holds) {
    assertThat(
            holds(
                condition("Bool", "aws:SecureTransport", value),
                Map.of("aws:securetransport", "true")))
        .isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, false",
    "StringLike, false",
    "ArnLike, false",
    "Bool, false",
    "StringNotEquals, true",
    "StringNotLike, true",
    "ArnNotLike, true"
  })
  void shouldPassOnlyNegatedOperators_whenTheCallHasNoSuchKey(String operator, boolean holds) {
    assertThat(holds(condition(operator, "kms:ViaService", "*"), Map.of())).isEqualTo(holds);
  }

  @Test
  void shouldRequireAllConditions_whenThereAreSeveral() {
    Condition account = condition("StringEquals", "aws:ResourceAccount", "1");
    Condition region = condition("StringEquals", "aws:RequestedRegion", "eu-west-1");
    Statement statement =
        new Statement(Effect.ALLOW, List.of("*"), List.of("*"), List.of(account, region));

    assertThat(statement.appliesTo(call(Map.of("aws:resourceaccount", "1")))).isFalse();
    assertThat(
            statement.appliesTo(
                call(Map.of("aws:resourceaccount", "1", "aws:requestedregion", "eu-west-1"))))
        .isTrue();
  }

  private static boolean holds(Condition condition, Map<String, String> context) {
    return new Statement(Effect.ALLOW, List.of("*"), List.of("*"), List.of(condition))
        .appliesTo(call(context));
  }

  private static Condition condition(String operator, String key, String... values) {
    return new Condition(ConditionOperator.of(operator).orElseThrow(), key, List.of(values));
  }

  private static AuthorizationRequest call(Map<String, String> context) {
    return new AuthorizationRequest(PUT, STREAM, context);
  }

  private static Statement allow(String action, String resource) {
    return new Statement(Effect.ALLOW, List.of(action), List.of(resource), List.of());
  }

  private static Decision decision(String action, Statement... statements) {
    return new Role("r", "arn:aws:iam::1:role/r", List.of(statements))
        .decide(new AuthorizationRequest(action, STREAM, Map.of()));
  }
}

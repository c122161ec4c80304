package io.localstream.engine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.iam.RestrictedFunction;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

class StsApiTest {
  private static final String ACCOUNT = RestrictedFunction.ACCOUNT;

  private final RestrictedFunction function =
      new RestrictedFunction().deny("*", "sts:GetCallerIdentity");
  private RunningEndpoint running;

  @BeforeEach
  void start() throws IOException {
    running = new RunningEndpoint(function, "key", 1);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void shouldBeTheSessionOfItsRole_whenCallerIsAFunctionWhateverItsPolicies() {
    GetCallerIdentityResponse identity = identityOf(function.function().accessKeyId());

    assertThat(identity.account()).isEqualTo(ACCOUNT);
    assertThat(identity.arn()).isEqualTo("arn:aws:sts::" + ACCOUNT + ":assumed-role/r/f");
    assertThat(identity.userId()).matches("AROA[0-9A-Z]{17}:f");
    assertThat(identityOf(function.function().accessKeyId()).userId()).isEqualTo(identity.userId());
  }

  @Test
  void shouldBeTheRootUser_whenCallerIsTheDeveloper() {
    GetCallerIdentityResponse identity = identityOf("developer");

    assertThat(identity.arn()).isEqualTo("arn:aws:iam::" + ACCOUNT + ":root");
    assertThat(identity.userId()).isEqualTo(ACCOUNT);
    assertThat(identity.account()).isEqualTo(ACCOUNT);
  }

  @Test
  void shouldNameTheOperation_whenItIsAnother() {
    try (StsClient sts = client("developer")) {
      assertThatThrownBy(() -> sts.assumeRole(r -> r.roleArn("arn:r").roleSessionName("s")))
          .isInstanceOfSatisfying(
              StsException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidAction"))
          .hasMessageContaining("does not support AssumeRole of STS, only GetCallerIdentity");
    }
  }

  private GetCallerIdentityResponse identityOf(String accessKeyId) {
    try (StsClient sts = client(accessKeyId)) {
      return sts.getCallerIdentity();
    }
  }

  private StsClient client(String accessKeyId) {
    return running.client(StsClient.builder(), accessKeyId);
  }
}

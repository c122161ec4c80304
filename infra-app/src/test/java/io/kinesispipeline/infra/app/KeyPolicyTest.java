package io.kinesispipeline.infra.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checks the documented key policy: the services that can use a key, and their conditions. */
class KeyPolicyTest {
  private static final Path POLICY = Path.of("..", "docs", "key-policy.json");

  /** Conditions by the service of a statement. */
  private static final Map<String, JsonNode> CONDITIONS = new HashMap<>();

  @BeforeAll
  static void read() {
    for (JsonNode statement : Configurations.read(POLICY).path("Statement")) {
      JsonNode service = statement.at("/Principal/Service");
      if (service.isTextual()) {
        CONDITIONS.put(service.asText(), statement.path("Condition"));
      } else {
        assertThat(statement.at("/Principal/AWS").asText()).isEqualTo("arn:aws:iam::ACCOUNT:root");
      }
    }
  }

  @Test
  void shouldAllowKeyToThreeServicesOnly() {
    assertThat(CONDITIONS)
        .containsOnlyKeys(
            "events.amazonaws.com", "cloudwatch.amazonaws.com", "logs.REGION.amazonaws.com");
  }

  @Test
  void shouldLimitCloudWatchToAlarmsOfAccountAndRegion() {
    JsonNode condition = CONDITIONS.get("cloudwatch.amazonaws.com");

    assertThat(condition.at("/StringEquals/aws:SourceAccount").asText()).isEqualTo("ACCOUNT");
    assertThat(condition.at("/ArnLike/aws:SourceArn").asText())
        .isEqualTo("arn:aws:cloudwatch:REGION:ACCOUNT:alarm:*");
  }

  @Test
  void shouldLimitLogsToFunctionsLogGroups() {
    JsonNode logGroups =
        CONDITIONS
            .get("logs.REGION.amazonaws.com")
            .path("ArnLike")
            .path("kms:EncryptionContext:aws:logs:arn");

    assertThat(logGroups.asText()).isEqualTo("arn:aws:logs:REGION:ACCOUNT:log-group:/aws/lambda/*");
  }

  @Test
  void shouldNotAddConditionForEventBridge() {
    assertThat(CONDITIONS.get("events.amazonaws.com").isMissingNode()).isTrue();
  }
}

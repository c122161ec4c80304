package io.kinesispipeline.infra.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The key policy that the guide has to paste: who may use a user's key, and for what. */
class KeyPolicyGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "how-to.md");
  private static final Pattern POLICY =
      Pattern.compile("cat > key-policy\\.json <<END\n(.*?)\nEND\n", Pattern.DOTALL);

  /** Conditions, by the one service that a statement is for. */
  private static final Map<String, JsonNode> CONDITIONS = new HashMap<>();

  @BeforeAll
  static void read() throws IOException {
    Matcher policy = POLICY.matcher(Files.readString(GUIDE));
    assertThat(policy.find()).isTrue();
    for (JsonNode statement : new ObjectMapper().readTree(policy.group(1)).path("Statement")) {
      JsonNode service = statement.at("/Principal/Service");
      if (service.isTextual()) {
        CONDITIONS.put(service.asText(), statement.path("Condition"));
      } else {
        assertThat(statement.at("/Principal/AWS").asText()).isEqualTo("arn:aws:iam::$ACCOUNT:root");
      }
    }
  }

  @Test
  void shouldAllowKeyToThreeServicesOnly() {
    assertThat(CONDITIONS)
        .containsOnlyKeys(
            "events.amazonaws.com", "cloudwatch.amazonaws.com", "logs.$REGION.amazonaws.com");
  }

  @Test
  void shouldLimitCloudWatchToAlarmsOfAccountAndRegion() {
    JsonNode condition = CONDITIONS.get("cloudwatch.amazonaws.com");

    assertThat(condition.at("/StringEquals/aws:SourceAccount").asText()).isEqualTo("$ACCOUNT");
    assertThat(condition.at("/ArnLike/aws:SourceArn").asText())
        .isEqualTo("arn:aws:cloudwatch:$REGION:$ACCOUNT:alarm:*");
  }

  @Test
  void shouldLimitLogsToFunctionsLogGroups() {
    JsonNode logGroups =
        CONDITIONS
            .get("logs.$REGION.amazonaws.com")
            .path("ArnLike")
            .path("kms:EncryptionContext:aws:logs:arn");

    assertThat(logGroups.asText())
        .isEqualTo("arn:aws:logs:$REGION:$ACCOUNT:log-group:/aws/lambda/*");
  }

  @Test
  void shouldPutNoConditionOnEventBridge_whichSupportsNone() {
    assertThat(CONDITIONS.get("events.amazonaws.com").isMissingNode()).isTrue();
  }
}

package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.lambda.model.EnvironmentResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LambdaException;

class ResourceSnapshotTest {
  private final ResourceSnapshot snapshot = new ResourceSnapshot();

  @Test
  void shouldNameEachValueByItsPath_whenAnswerHasMembers() {
    snapshot.add(
        "Function f",
        FunctionConfiguration.builder()
            .memorySize(512)
            .environment(EnvironmentResponse.builder().variables(Map.of("A", "b")).build())
            .build());

    assertThat(snapshot.values())
        .containsExactly(
            entry("Function f Environment Variables A", "b"),
            entry("Function f MemorySize", "512"));
  }

  @Test
  void shouldOmitVolatileProperties() {
    snapshot.add("Function f", FunctionConfiguration.builder().lastModified("today").build());

    assertThat(snapshot.values()).isEmpty();
  }

  @Test
  void shouldBeEmpty_whenResourceDoesNotExist() {
    snapshot.ask("Function f", () -> failure(400, "ResourceNotFoundException"));

    assertThat(snapshot.values()).isEmpty();
  }

  @Test
  void shouldFail_whenAccessIsDenied() {
    assertThatThrownBy(() -> snapshot.ask("Function f", () -> failure(403, "AccessDenied")))
        .isInstanceOf(LambdaException.class);
  }

  @Test
  void shouldShowBeforeAndAfter_whenValuesDiffer() {
    Map<String, String> before = Map.of("same", "1", "changed", "1", "removed", "1");
    Map<String, String> after = Map.of("same", "1", "changed", "2", "added", "2");

    assertThat(ResourceSnapshot.changes(before, after))
        .containsExactly(
            entry("added", "null → 2"), entry("changed", "1 → 2"), entry("removed", "1 → null"));
  }

  private static Object failure(int status, String code) {
    throw LambdaException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }
}

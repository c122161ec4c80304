package io.localstream.engine.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.localstream.engine.lifecycle.StartException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RememberedResourcesTest {
  private final List<ExternalStack> created = new ArrayList<>();
  private final RememberedResources resources =
      new RememberedResources(
          stack -> {
            created.add(stack);
            return Map.of("Name", "table-" + created.size());
          });

  @Test
  void shouldReturnTheValuesOfTheFirstTime_whenAStackIsReadAgain() {
    resources.create(stack("id"));
    resources.complete();

    assertThat(resources.create(stack("id"))).containsEntry("Name", "table-1");
    assertThat(created).hasSize(1);
  }

  @Test
  void shouldRefuse_whenAStackHasChangedSinceTheRunStarted() {
    resources.create(stack("id"));
    resources.complete();

    assertThatThrownBy(() -> resources.create(stack("key")))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "The resources of ConsumerStack that the run creates on another endpoint have changed: restart the run to create ConsumerStack/Table (AWS::DynamoDB::Table)");
    assertThat(created).hasSize(1);
  }

  private static ExternalStack stack(String key) {
    return new ExternalStack(
        "ConsumerStack",
        "us-east-1",
        "111122223333",
        JsonNodeFactory.instance.objectNode().put("Key", key),
        List.of(
            new ExternalStack.Needed(
                "Table", "ConsumerStack/Table", "AWS::DynamoDB::Table", "ConsumerStack/Consumer")));
  }
}

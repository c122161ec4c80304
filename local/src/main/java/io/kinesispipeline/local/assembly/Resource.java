package io.kinesispipeline.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import io.kinesispipeline.local.StartException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A resource that a template declares. */
record Resource(StackTemplate stack, String logicalId, JsonNode declaration) {
  String type() {
    return declaration.path("Type").asText();
  }

  /** Where it stands, for messages. */
  String where() {
    return stack.name() + "/" + logicalId;
  }

  StartException error(String problem) {
    return new StartException("%s: %s.".formatted(where(), problem));
  }

  Environment environment() {
    return stack.environment();
  }

  boolean isCreated() {
    JsonNode condition = declaration.path("Condition");
    return condition.isMissingNode() || located(() -> stack.condition(condition.asText()));
  }

  /**
   * Reads all of its properties, evaluated.
   *
   * @throws StartException also where it sets one that was neither read nor named harmless
   */
  <T> T read(Function<Properties, T> reading) {
    Properties properties =
        new Properties(where(), located(() -> stack.evaluate(declaration.path("Properties"))));
    T result = reading.apply(properties);
    properties.rejectOthers();
    return result;
  }

  /** One property that is a text, evaluated without the others; empty where it is not set. */
  Optional<String> text(String property) {
    return Optional.of(declaration.path("Properties").path(property))
        .map(expression -> located(() -> stack.evaluate(expression)))
        .filter(JsonNode::isValueNode)
        .map(JsonNode::asText);
  }

  private <T> T located(Supplier<T> evaluation) {
    try {
      return evaluation.get();
    } catch (UnresolvedException e) {
      throw error(e.getMessage());
    }
  }
}

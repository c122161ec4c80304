package io.kinesispipeline.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
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

  Environment environment() {
    return stack.environment();
  }

  boolean isCreated() {
    JsonNode condition = declaration.path("Condition");
    return condition.isMissingNode() || located(() -> stack.condition(condition.asText()));
  }

  /** All of its properties, evaluated. */
  Properties properties() {
    return new Properties(where(), located(() -> stack.evaluate(declaration.path("Properties"))));
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
      throw new AssemblyException("%s: %s.".formatted(where(), e.getMessage()), e);
    }
  }
}

package io.localstream.engine.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.lifecycle.StartException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A resource that a template declares.
 *
 * @param stackName the stack's name
 * @param environment where the stack deploys to
 * @param intrinsics evaluates what the template says of it
 * @param logicalId its name in the template
 * @param declaration what the template says of it
 */
record Resource(
    String stackName,
    Environment environment,
    Intrinsics intrinsics,
    String logicalId,
    JsonNode declaration) {
  String type() {
    return declaration.path("Type").asText();
  }

  /** Where it stands, for messages. */
  String where() {
    return stackName + "/" + logicalId;
  }

  StartException error(String problem) {
    return new StartException("%s: %s.".formatted(where(), problem));
  }

  boolean isCreated() {
    return !declaration.has("Condition") || located(() -> intrinsics.holds(declaration));
  }

  /**
   * Reads all of its properties, evaluated.
   *
   * @throws StartException also where it sets one that was neither read nor named harmless
   */
  <T> T read(Function<Properties, T> reading) {
    Properties properties =
        new Properties(where(), located(() -> intrinsics.evaluate(declaration.path("Properties"))));
    T result = reading.apply(properties);
    properties.rejectOthers();
    return result;
  }

  /** One property that is a text, evaluated without the others; empty where it is not set. */
  Optional<String> text(String property) {
    return text(property, "");
  }

  /**
   * A text within one property, which is evaluated without the others; empty where it is not set.
   *
   * @param pointer the way to it, as in {@code /Name}
   */
  Optional<String> text(String property, String pointer) {
    return Optional.of(evaluated(property).at(pointer))
        .filter(JsonNode::isValueNode)
        .map(JsonNode::asText);
  }

  /** One property that is a list of texts, evaluated without the others; empty where it is none. */
  List<String> texts(String property) {
    return evaluated(property).valueStream().map(JsonNode::asText).toList();
  }

  /** The function that its property {@code FunctionName} names. */
  FunctionReference function() {
    return text("FunctionName")
        .flatMap(FunctionReference::parse)
        .orElseThrow(() -> error("FunctionName must be a function's name or ARN"));
  }

  private JsonNode evaluated(String property) {
    return located(() -> intrinsics.evaluate(declaration.path("Properties").path(property)));
  }

  private <T> T located(Supplier<T> evaluation) {
    try {
      return evaluation.get();
    } catch (UnresolvedException e) {
      throw error(e.getMessage());
    }
  }
}

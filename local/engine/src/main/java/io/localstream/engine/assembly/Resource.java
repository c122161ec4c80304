package io.localstream.engine.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import io.localstream.engine.lifecycle.StartException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A resource that a template declares.
 *
 * @param stackName the stack's name
 * @param environment the account and region of the stack
 * @param intrinsics evaluates the template's expressions
 * @param logicalId the logical ID
 * @param declaration the resource's declaration in the template
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

  /** Returns {@code Stack/LogicalId}, for messages. */
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
   * Evaluates and reads all properties.
   *
   * @throws StartException also for a property that was neither read nor accepted
   */
  <T> T read(Function<Properties, T> reading) {
    Properties properties =
        new Properties(where(), located(() -> intrinsics.evaluate(declaration.path("Properties"))));
    T result = reading.apply(properties);
    properties.rejectOthers();
    return result;
  }

  /** Evaluates one property that is a string; empty if it is not set. */
  Optional<String> text(String property) {
    return text(property, "");
  }

  /**
   * Evaluates one property, and returns a string within it; empty if it is not set.
   *
   * @param pointer a JSON pointer, for example {@code /Name}
   */
  Optional<String> text(String property, String pointer) {
    return Optional.of(evaluated(property).at(pointer))
        .filter(JsonNode::isValueNode)
        .map(JsonNode::asText);
  }

  /** Evaluates one property that is a list of strings; empty if it is not a list. */
  List<String> texts(String property) {
    return evaluated(property).valueStream().map(JsonNode::asText).toList();
  }

  /** Returns the function in the property {@code FunctionName}. */
  FunctionReference function() {
    return text("FunctionName")
        .flatMap(FunctionReference::parse)
        .orElseThrow(() -> error("FunctionName must be a function's name or ARN"));
  }

  /** Returns the references in the properties. */
  Set<Reference> references() {
    return located(() -> References.in(declaration.path("Properties"), intrinsics));
  }

  /** Returns the references in one property. */
  Set<Reference> references(String property) {
    return located(() -> References.in(declaration.path("Properties").path(property), intrinsics));
  }

  private JsonNode evaluated(String property) {
    return located(() -> intrinsics.evaluate(declaration.path("Properties").path(property)));
  }

  /**
   * Evaluates an expression.
   *
   * @throws StartException naming this resource, if the expression has no value
   */
  <T> T located(Supplier<T> evaluation) {
    try {
      return evaluation.get();
    } catch (UnresolvedException e) {
      throw error(e.getMessage());
    }
  }
}

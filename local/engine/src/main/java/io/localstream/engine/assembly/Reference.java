package io.localstream.engine.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A {@code Ref} or {@code Fn::GetAtt} in a template.
 *
 * @param attribute the attribute; empty for {@code Ref}
 */
record Reference(String logicalId, Optional<String> attribute) {
  static Reference ref(String logicalId) {
    return new Reference(logicalId, Optional.empty());
  }

  static Reference attribute(String logicalId, String attribute) {
    return new Reference(logicalId, Optional.of(attribute));
  }

  /** Parses the argument of {@code Fn::GetAtt}: a list, or text with a dot. */
  static Reference ofGetAtt(JsonNode argument) {
    return ofVariable(
        argument.isArray()
            ? argument.valueStream().map(JsonNode::asText).collect(Collectors.joining("."))
            : argument.asText());
  }

  /** Parses a variable of {@code Fn::Sub}: {@code Name} or {@code Name.Attribute}. */
  static Reference ofVariable(String variable) {
    int dot = variable.indexOf('.');
    return dot < 0
        ? ref(variable)
        : attribute(variable.substring(0, dot), variable.substring(dot + 1));
  }

  /** Returns the expression. */
  JsonNode expression() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return attribute.isEmpty()
        ? json.objectNode().put("Ref", logicalId)
        : json.objectNode().set("Fn::GetAtt", json.arrayNode().add(logicalId).add(attribute.get()));
  }
}

package io.localstream.engine.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Reads the alarms of templates. */
final class AlarmTranslator {
  private AlarmTranslator() {}

  /** Returns the properties of the alarms whose expressions can all be evaluated. */
  static List<JsonNode> alarms(List<Resource> resources) {
    return resources.stream().flatMap(resource -> alarm(resource).stream()).toList();
  }

  /**
   * Returns the properties of an alarm without its actions, because the local run evaluates alarms
   * but runs no actions.
   *
   * @return the properties; empty if an expression cannot be evaluated
   */
  static Optional<JsonNode> alarm(Resource resource) {
    ObjectNode properties =
        JsonNodeFactory.instance.objectNode().put("AlarmName", resource.logicalId());
    try {
      resource
          .declaration()
          .path("Properties")
          .properties()
          .forEach(
              property -> {
                if (!property.getKey().endsWith("Actions")) {
                  properties.set(
                      property.getKey(), resource.intrinsics().evaluate(property.getValue()));
                }
              });
      return Optional.of(properties);
    } catch (UnresolvedException e) {
      return Optional.empty();
    }
  }
}

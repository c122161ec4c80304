package io.localstream.engine.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Reads the alarms of templates. */
final class AlarmTranslator {
  private AlarmTranslator() {}

  /** The properties of the alarms of which each can be evaluated. */
  static List<JsonNode> alarms(List<Resource> resources) {
    return resources.stream().flatMap(resource -> alarm(resource).stream()).toList();
  }

  /**
   * The properties of an alarm, without its actions: the local run evaluates alarms and does not
   * act on them.
   *
   * @return empty where an expression in them can't be evaluated
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

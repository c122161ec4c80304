package io.localstream.engine.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.assembly.ExternalStack.Needed;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A stack without the resources that the engine simulates.
 *
 * @param outputs the references whose values the outputs have, by output key
 */
record ReducedStack(
    String name, List<Needed> needed, ObjectNode template, Map<String, Reference> outputs) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * Reduces a stack.
   *
   * @param needed the resources that it keeps, by logical ID
   * @param resources all resources, while the needed ones have no values yet
   * @throws io.localstream.engine.lifecycle.StartException if a needed resource refers to one that
   *     the engine simulates and that refers back to a needed one
   */
  static ReducedStack of(
      CloudAssembly.Stack stack, Map<String, Needed> needed, List<Resource> resources) {
    Set<Reference> references = new LinkedHashSet<>();
    needed.keySet().forEach(id -> references.add(Reference.ref(id)));
    ObjectNode template = JSON.objectNode();
    JsonNode mappings = stack.template().path("Mappings");
    if (mappings.isObject()) {
      template.set("Mappings", mappings);
    }
    ObjectNode declarations = template.putObject("Resources");
    for (Resource resource : resources) {
      if (needed.containsKey(resource.logicalId())) {
        declarations.set(
            resource.logicalId(), new TemplateReduction(resource, needed.keySet()).declaration());
      } else if (NeededResources.isOwn(resource)) {
        resource.references().stream()
            .filter(reference -> needed.containsKey(reference.logicalId()))
            .forEach(references::add);
      }
    }
    Map<String, Reference> outputs = new LinkedHashMap<>();
    references.forEach(reference -> outputs.put("Value" + outputs.size(), reference));
    ObjectNode values = template.putObject("Outputs");
    outputs.forEach(
        (key, reference) -> values.putObject(key).set("Value", expression(reference, needed)));
    return new ReducedStack(stack.name(), List.copyOf(needed.values()), template, outputs);
  }

  /** Some emulators return a secret's name for {@code Ref}; its {@code Id} is always its ARN. */
  private static JsonNode expression(Reference reference, Map<String, Needed> needed) {
    boolean secret =
        needed.get(reference.logicalId()).type().equals("AWS::SecretsManager::Secret")
            && reference.attribute().isEmpty();
    return (secret ? Reference.attribute(reference.logicalId(), "Id") : reference).expression();
  }

  ExternalStack stack(Environment environment) {
    return new ExternalStack(name, environment.region(), environment.account(), template, needed);
  }

  /** Returns the values of the references. */
  Map<Reference, String> values(Map<String, String> outputValues) {
    Map<Reference, String> values = new HashMap<>();
    outputs.forEach((key, reference) -> values.put(reference, outputValues.get(key)));
    return values;
  }

  List<CreatedResource> created(Map<String, String> outputValues) {
    Map<Reference, String> values = values(outputValues);
    return needed.stream()
        .map(
            resource ->
                new CreatedResource(
                    resource.where(),
                    resource.type(),
                    values.get(Reference.ref(resource.logicalId()))))
        .toList();
  }
}

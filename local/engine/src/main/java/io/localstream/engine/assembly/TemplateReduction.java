package io.localstream.engine.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.localstream.engine.lifecycle.StartException;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Reduces the properties of a resource to what an endpoint can create without the rest of the
 * stack: references to other created resources stay, and the others are replaced by their values.
 */
final class TemplateReduction {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Resource resource;
  private final Set<String> created;

  /**
   * @param resource the resource, evaluated while the created resources have no values yet
   * @param created the logical IDs of the resources that are created with it
   */
  TemplateReduction(Resource resource, Set<String> created) {
    this.resource = resource;
    this.created = created;
  }

  /**
   * Returns the declaration of the resource without conditions, metadata, and policies for updates
   * and deletion.
   *
   * @throws StartException if a value is not known, because it depends on a created resource
   */
  ObjectNode declaration() {
    ObjectNode declaration = JSON.objectNode().put("Type", resource.type());
    JsonNode properties =
        resource.located(() -> reduced(resource.declaration().path("Properties")));
    if (properties.isObject()) {
      declaration.set("Properties", properties);
    }
    ArrayNode dependencies = JSON.arrayNode();
    JsonNode all = resource.declaration().path("DependsOn");
    (all.isTextual() ? JSON.arrayNode().add(all) : all)
        .forEach(
            dependency -> {
              if (created.contains(dependency.asText())) {
                dependencies.add(dependency);
              }
            });
    if (!dependencies.isEmpty()) {
      declaration.set("DependsOn", dependencies);
    }
    return declaration;
  }

  private JsonNode reduced(JsonNode node) {
    if (node.isArray()) {
      ArrayNode elements = JSON.arrayNode();
      node.valueStream().map(this::reduced).filter(e -> !e.isMissingNode()).forEach(elements::add);
      return elements;
    }
    if (!node.isObject()) {
      return node;
    }
    String first = node.isEmpty() ? "" : node.fieldNames().next();
    if (node.size() == 1 && (first.equals("Ref") || first.startsWith("Fn::"))) {
      return reducedCall(first, node.get(first));
    }
    ObjectNode fields = JSON.objectNode();
    node.properties().forEach(field -> fields.set(field.getKey(), reduced(field.getValue())));
    fields.removeIf(JsonNode::isMissingNode);
    return fields;
  }

  private JsonNode reducedCall(String function, JsonNode argument) {
    return switch (function) {
      case "Ref" -> reference(Reference.ref(argument.asText()));
      case "Fn::GetAtt" -> reference(Reference.ofGetAtt(argument));
      case "Fn::If" -> reduced(References.branch(argument, resource.intrinsics()));
      case "Fn::Sub" -> substitution(argument);
      default -> {
        ObjectNode call = JSON.objectNode();
        call.set(function, reduced(argument));
        yield References.in(call, resource.intrinsics()).isEmpty() ? evaluated(call) : call;
      }
    };
  }

  /** The endpoint evaluates functions that the engine does not support. */
  private JsonNode evaluated(JsonNode call) {
    try {
      return resource.intrinsics().evaluate(call);
    } catch (UnresolvedException e) {
      return call;
    }
  }

  private JsonNode reference(Reference reference) {
    return created.contains(reference.logicalId()) ? reference.expression() : value(reference);
  }

  private JsonNode value(Reference reference) {
    try {
      return resource.intrinsics().evaluate(reference.expression());
    } catch (StartException | UnresolvedException e) {
      throw resource.error(
          "this resource is created on another endpoint and refers to %s, whose value is not known"
                  .formatted(reference.logicalId())
              + " before: "
              + e.getMessage().replaceFirst("\\.$", ""));
    }
  }

  private JsonNode substitution(JsonNode argument) {
    JsonNode variables = argument.isArray() ? reduced(argument.path(1)) : JSON.objectNode();
    ObjectNode kept = JSON.objectNode();
    StringBuilder text = new StringBuilder();
    Matcher variable =
        Intrinsics.VARIABLE.matcher((argument.isArray() ? argument.path(0) : argument).asText());
    while (variable.find()) {
      String name = variable.group(1);
      String placeholder = "${" + name + "}";
      if (!name.startsWith("!")) {
        JsonNode value =
            variables.has(name) ? variables.get(name) : reference(Reference.ofVariable(name));
        if (value.isValueNode()) {
          placeholder = value.asText().replace("${", "${!");
        } else if (variables.has(name)) {
          kept.set(name, value);
        }
      }
      variable.appendReplacement(text, Matcher.quoteReplacement(placeholder));
    }
    variable.appendTail(text);
    if (!Intrinsics.VARIABLE.matcher(text).find()) {
      return TextNode.valueOf(text.toString());
    }
    JsonNode body = TextNode.valueOf(text.toString());
    return JSON.objectNode()
        .set("Fn::Sub", kept.isEmpty() ? body : JSON.arrayNode().add(body).add(kept));
  }
}

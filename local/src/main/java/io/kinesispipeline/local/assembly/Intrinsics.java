package io.kinesispipeline.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Evaluates the intrinsic functions of a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">Intrinsic
 *     functions</a>
 */
final class Intrinsics {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

  private final Scope scope;

  /** What a template's expressions refer to. */
  interface Scope {
    /** The value of {@code Ref}; missing for {@code AWS::NoValue}. */
    JsonNode ref(String name);

    JsonNode attribute(String logicalId, String name);

    boolean condition(String name);
  }

  Intrinsics(Scope scope) {
    this.scope = scope;
  }

  /**
   * Evaluates an expression and all within it.
   *
   * @return the value; missing where it is {@code AWS::NoValue}
   * @throws UnresolvedException when it refers to something that is not there
   */
  JsonNode evaluate(JsonNode node) {
    if (node.isTextual()) {
      return withoutDynamicReference(node);
    }
    if (node.isArray()) {
      ArrayNode values = JsonNodeFactory.instance.arrayNode();
      for (JsonNode element : node) {
        JsonNode value = evaluate(element);
        if (!value.isMissingNode()) {
          values.add(value);
        }
      }
      return values;
    }
    if (!node.isObject()) {
      return node;
    }
    String first = node.isEmpty() ? "" : node.fieldNames().next();
    if (node.size() == 1 && (first.equals("Ref") || first.startsWith("Fn::"))) {
      return call(first, node.get(first));
    }
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonNode value = evaluate(field.getValue());
      if (!value.isMissingNode()) {
        values.set(field.getKey(), value);
      }
    }
    return values;
  }

  /** Evaluates a condition. */
  boolean holds(JsonNode condition) {
    if (condition.path("Condition").isTextual()) {
      return scope.condition(condition.get("Condition").textValue());
    }
    String value = evaluate(condition).asText();
    if (!value.equals("true") && !value.equals("false")) {
      throw new UnresolvedException("a condition must be true or false, was " + condition);
    }
    return value.equals("true");
  }

  private JsonNode call(String function, JsonNode argument) {
    if (function.equals("Fn::If")) {
      // The branch that is not chosen may have no value.
      List<JsonNode> branches = elements(function, argument, 3);
      boolean holds = scope.condition(text(function, branches.get(0)));
      return evaluate(branches.get(holds ? 1 : 2));
    }
    JsonNode value = evaluate(argument);
    return switch (function) {
      case "Ref" -> scope.ref(text(function, value));
      case "Fn::GetAtt" -> attribute(value.isArray() ? path(value) : text(function, value));
      case "Fn::Sub" -> TextNode.valueOf(substitute(value));
      case "Fn::Join" -> TextNode.valueOf(join(elements(function, value, 2)));
      case "Fn::Select" -> select(elements(function, value, 2));
      case "Fn::Split" -> split(elements(function, value, 2));
      case "Fn::Equals" -> BooleanNode.valueOf(areEqual(elements(function, value, 2)));
      case "Fn::Not" -> BooleanNode.valueOf(!holds(elements(function, value, 1).get(0)));
      case "Fn::And" -> BooleanNode.valueOf(elements(function, value).allMatch(this::holds));
      case "Fn::Or" -> BooleanNode.valueOf(elements(function, value).anyMatch(this::holds));
      case "Fn::ImportValue" ->
          throw new UnresolvedException(
              "Fn::ImportValue reads another stack's export, which is not supported:"
                  + " pass the value through an SSM parameter");
      default -> throw new UnresolvedException(function + " is not supported");
    };
  }

  private static String path(JsonNode names) {
    return elements("Fn::GetAtt", names, 2).stream()
        .map(name -> text("Fn::GetAtt", name))
        .collect(Collectors.joining("."));
  }

  private JsonNode attribute(String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      throw new UnresolvedException("Fn::GetAtt needs a resource and an attribute, was " + path);
    }
    return scope.attribute(path.substring(0, dot), path.substring(dot + 1));
  }

  private String substitute(JsonNode value) {
    List<JsonNode> parts = value.isArray() ? elements("Fn::Sub", value, 2) : List.of(value);
    JsonNode variables = parts.get(parts.size() - 1);
    return VARIABLE
        .matcher(text("Fn::Sub", parts.get(0)))
        .replaceAll(match -> Matcher.quoteReplacement(substitute(match.group(1), variables)));
  }

  private String substitute(String name, JsonNode variables) {
    if (name.startsWith("!")) {
      return "${" + name.substring(1) + "}";
    }
    if (variables.has(name)) {
      return text("Fn::Sub", variables.get(name));
    }
    return text("Fn::Sub", name.contains(".") ? attribute(name) : scope.ref(name));
  }

  private static String join(List<JsonNode> arguments) {
    return elements("Fn::Join", arguments.get(1))
        .map(element -> text("Fn::Join", element))
        .collect(Collectors.joining(text("Fn::Join", arguments.get(0))));
  }

  private static JsonNode select(List<JsonNode> arguments) {
    List<JsonNode> elements = elements("Fn::Select", arguments.get(1)).toList();
    int index = arguments.get(0).asInt(-1);
    if (index < 0 || index >= elements.size()) {
      throw new UnresolvedException(
          "Fn::Select has no element %s in a list of %d"
              .formatted(arguments.get(0), elements.size()));
    }
    return elements.get(index);
  }

  private static JsonNode split(List<JsonNode> arguments) {
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    String separator = Pattern.quote(text("Fn::Split", arguments.get(0)));
    Arrays.stream(text("Fn::Split", arguments.get(1)).split(separator, -1)).forEach(parts::add);
    return parts;
  }

  private static boolean areEqual(List<JsonNode> arguments) {
    JsonNode left = arguments.get(0);
    JsonNode right = arguments.get(1);
    boolean scalars = left.isValueNode() && right.isValueNode();
    return scalars ? left.asText().equals(right.asText()) : left.equals(right);
  }

  private static JsonNode withoutDynamicReference(JsonNode text) {
    if (text.textValue().contains("{{resolve:")) {
      throw new UnresolvedException(
          text.textValue() + " is a dynamic reference, which is not supported");
    }
    return text;
  }

  private static List<JsonNode> elements(String function, JsonNode list, int count) {
    List<JsonNode> elements = elements(function, list).toList();
    if (elements.size() != count) {
      throw new UnresolvedException(
          "%s needs a list of %d, was %s".formatted(function, count, list));
    }
    return elements;
  }

  private static Stream<JsonNode> elements(String function, JsonNode list) {
    if (!list.isArray()) {
      throw new UnresolvedException("%s needs a list, was %s".formatted(function, list));
    }
    return list.valueStream();
  }

  private static String text(String function, JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw new UnresolvedException("%s needs a text, was %s".formatted(function, value));
    }
    return value.asText();
  }
}

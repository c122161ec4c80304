package io.kinesispipeline.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Evaluates the intrinsic functions of a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">Intrinsic
 *     functions</a>
 */
final class Intrinsics {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]+)}");

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
      requireNoDynamicReference(node.textValue());
      return node;
    }
    if (node.isArray()) {
      ArrayNode values = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> addUnlessMissing(values, evaluate(element)));
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
    node.properties()
        .forEach(
            field -> {
              JsonNode value = evaluate(field.getValue());
              if (!value.isMissingNode()) {
                values.set(field.getKey(), value);
              }
            });
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
    return switch (function) {
      case "Ref" -> scope.ref(text(function, argument));
      case "Fn::GetAtt" -> attribute(argument);
      case "Fn::Sub" -> TextNode.valueOf(substitute(argument));
      case "Fn::Join" -> TextNode.valueOf(join(arguments(function, argument, 2)));
      case "Fn::Select" -> select(arguments(function, argument, 2));
      case "Fn::Split" -> split(arguments(function, argument, 2));
      case "Fn::If" -> choose(arguments(function, argument, 3));
      case "Fn::Equals" -> areEqual(arguments(function, argument, 2));
      case "Fn::Not" -> BooleanNode.valueOf(!holds(arguments(function, argument, 1).get(0)));
      case "Fn::And" ->
          BooleanNode.valueOf(elements(function, argument).stream().allMatch(this::holds));
      case "Fn::Or" ->
          BooleanNode.valueOf(elements(function, argument).stream().anyMatch(this::holds));
      case "Fn::ImportValue" ->
          throw new UnresolvedException(
              "Fn::ImportValue reads another stack's export, which is not supported:"
                  + " pass the value through an SSM parameter");
      default -> throw new UnresolvedException(function + " is not supported");
    };
  }

  private JsonNode attribute(JsonNode argument) {
    if (argument.isTextual()) {
      return attribute(argument.textValue());
    }
    List<JsonNode> names = arguments("Fn::GetAtt", argument, 2);
    return scope.attribute(
        text("Fn::GetAtt", names.get(0)), text("Fn::GetAtt", evaluate(names.get(1))));
  }

  private JsonNode attribute(String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      throw new UnresolvedException("Fn::GetAtt needs a resource and an attribute, was " + path);
    }
    return scope.attribute(path.substring(0, dot), path.substring(dot + 1));
  }

  private String substitute(JsonNode argument) {
    boolean hasVariables = argument.isArray();
    List<JsonNode> parts = hasVariables ? arguments("Fn::Sub", argument, 2) : List.of(argument);
    Matcher matcher = VARIABLE.matcher(text("Fn::Sub", parts.get(0)));
    return matcher.replaceAll(
        match -> {
          String name = match.group(2);
          String value;
          if (!match.group(1).isEmpty()) {
            value = "${" + name + "}";
          } else if (hasVariables && parts.get(1).has(name)) {
            value = text("Fn::Sub", evaluate(parts.get(1).get(name)));
          } else {
            value = text("Fn::Sub", name.contains(".") ? attribute(name) : scope.ref(name));
          }
          return Matcher.quoteReplacement(value);
        });
  }

  private String join(List<JsonNode> arguments) {
    return elements("Fn::Join", evaluate(arguments.get(1))).stream()
        .map(element -> text("Fn::Join", element))
        .collect(Collectors.joining(text("Fn::Join", arguments.get(0))));
  }

  private JsonNode select(List<JsonNode> arguments) {
    int index = evaluate(arguments.get(0)).asInt(-1);
    List<JsonNode> elements = elements("Fn::Select", evaluate(arguments.get(1)));
    if (index < 0 || index >= elements.size()) {
      throw new UnresolvedException(
          "Fn::Select has no element %s in a list of %d"
              .formatted(arguments.get(0), elements.size()));
    }
    return elements.get(index);
  }

  private JsonNode split(List<JsonNode> arguments) {
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    String separator = Pattern.quote(text("Fn::Split", arguments.get(0)));
    Arrays.stream(text("Fn::Split", evaluate(arguments.get(1))).split(separator, -1))
        .forEach(parts::add);
    return parts;
  }

  private JsonNode choose(List<JsonNode> arguments) {
    boolean holds = scope.condition(text("Fn::If", arguments.get(0)));
    return evaluate(arguments.get(holds ? 1 : 2));
  }

  private JsonNode areEqual(List<JsonNode> arguments) {
    JsonNode left = evaluate(arguments.get(0));
    JsonNode right = evaluate(arguments.get(1));
    boolean scalars = left.isValueNode() && right.isValueNode();
    return BooleanNode.valueOf(scalars ? left.asText().equals(right.asText()) : left.equals(right));
  }

  private static void requireNoDynamicReference(String text) {
    if (text.contains("{{resolve:")) {
      throw new UnresolvedException(
          "%s is a dynamic reference, which is not supported".formatted(text));
    }
  }

  private static List<JsonNode> arguments(String function, JsonNode argument, int count) {
    List<JsonNode> arguments = elements(function, argument);
    if (arguments.size() != count) {
      throw new UnresolvedException(
          "%s needs a list of %d, was %s".formatted(function, count, argument));
    }
    return arguments;
  }

  private static List<JsonNode> elements(String function, JsonNode list) {
    if (!list.isArray()) {
      throw new UnresolvedException("%s needs a list, was %s".formatted(function, list));
    }
    List<JsonNode> elements = new ArrayList<>();
    list.forEach(elements::add);
    return elements;
  }

  private static String text(String function, JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw new UnresolvedException("%s needs a text, was %s".formatted(function, value));
    }
    return value.asText();
  }

  private static void addUnlessMissing(ArrayNode values, JsonNode value) {
    if (!value.isMissingNode()) {
      values.add(value);
    }
  }
}

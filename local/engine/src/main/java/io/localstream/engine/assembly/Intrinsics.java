package io.localstream.engine.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
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
  /** A variable of {@code Fn::Sub}; {@code ${!Name}} is not one. */
  static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

  private final Scope scope;

  /** The values that a template's expressions refer to. */
  interface Scope {
    /** Returns the value of {@code Ref}; a missing node for {@code AWS::NoValue}. */
    JsonNode ref(String name);

    JsonNode attribute(String logicalId, String name);

    boolean condition(String name);
  }

  Intrinsics(Scope scope) {
    this.scope = scope;
  }

  /**
   * Evaluates an expression and its nested expressions.
   *
   * @return the value; a missing node for {@code AWS::NoValue}
   * @throws UnresolvedException if an expression has no value
   */
  JsonNode evaluate(JsonNode node) {
    if (node.isTextual() && node.textValue().contains("{{resolve:")) {
      throw new UnresolvedException(
          "%s is a dynamic reference, which is not supported", node.textValue());
    }
    if (node.isArray()) {
      ArrayNode values = JsonNodeFactory.instance.arrayNode();
      node.valueStream().map(this::evaluate).filter(v -> !v.isMissingNode()).forEach(values::add);
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
    node.properties().forEach(field -> values.set(field.getKey(), evaluate(field.getValue())));
    values.removeIf(JsonNode::isMissingNode);
    return values;
  }

  /** Returns whether an expression calls this function. */
  static boolean isCall(JsonNode node, String function) {
    return node.isObject() && node.size() == 1 && node.has(function);
  }

  /** Evaluates a condition. */
  boolean holds(JsonNode condition) {
    if (condition.path("Condition").isTextual()) {
      return scope.condition(condition.get("Condition").textValue());
    }
    String value = evaluate(condition).asText();
    if (!value.equals("true") && !value.equals("false")) {
      throw new UnresolvedException("a condition must be true or false, was %s", condition);
    }
    return value.equals("true");
  }

  private JsonNode call(String function, JsonNode argument) {
    try {
      if (function.equals("Fn::If")) {
        // CloudFormation does not evaluate the other branch.
        boolean holds = scope.condition(text(argument.required(0)));
        return evaluate(argument.required(holds ? 1 : 2));
      }
      return apply(function, evaluate(argument));
    } catch (IllegalArgumentException e) {
      // From text() or Jackson's required(): CloudFormation would reject the template.
      throw new UnresolvedException("%s cannot be evaluated with %s", function, argument);
    }
  }

  private JsonNode apply(String function, JsonNode value) {
    return switch (function) {
      case "Ref" -> scope.ref(text(value));
      case "Fn::GetAtt" -> attribute(value.isArray() ? join(".", value) : text(value));
      case "Fn::Sub" -> TextNode.valueOf(substitute(value));
      case "Fn::Join" -> TextNode.valueOf(join(text(value.required(0)), value.required(1)));
      case "Fn::Select" -> value.required(1).required(value.required(0).asInt(-1));
      case "Fn::Split" -> split(text(value.required(0)), text(value.required(1)));
      case "Fn::Equals" -> BooleanNode.valueOf(areEqual(value.required(0), value.required(1)));
      case "Fn::Not" -> BooleanNode.valueOf(!holds(value.required(0)));
      case "Fn::And" -> BooleanNode.valueOf(elements(value).allMatch(this::holds));
      case "Fn::Or" -> BooleanNode.valueOf(elements(value).anyMatch(this::holds));
      case "Fn::ImportValue" ->
          throw new UnresolvedException(
              "Fn::ImportValue reads another stack's export, which is not supported:"
                  + " pass the value through an SSM parameter");
      default -> throw new UnresolvedException("%s is not supported", function);
    };
  }

  private JsonNode attribute(String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException("no attribute");
    }
    return scope.attribute(path.substring(0, dot), path.substring(dot + 1));
  }

  private String substitute(JsonNode value) {
    JsonNode variables = value.path(1);
    return VARIABLE
        .matcher(text(value.isArray() ? value.required(0) : value))
        .replaceAll(match -> Matcher.quoteReplacement(variable(match.group(1), variables)));
  }

  private String variable(String name, JsonNode variables) {
    if (name.startsWith("!")) {
      return "${" + name.substring(1) + "}";
    }
    if (variables.has(name)) {
      return text(variables.get(name));
    }
    return text(name.contains(".") ? attribute(name) : scope.ref(name));
  }

  private static String join(String separator, JsonNode list) {
    return elements(list).map(Intrinsics::text).collect(Collectors.joining(separator));
  }

  private static JsonNode split(String separator, String text) {
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    Arrays.stream(text.split(Pattern.quote(separator), -1)).forEach(parts::add);
    return parts;
  }

  private static boolean areEqual(JsonNode left, JsonNode right) {
    boolean scalars = left.isValueNode() && right.isValueNode();
    return scalars ? left.asText().equals(right.asText()) : left.equals(right);
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    if (!list.isArray()) {
      throw new IllegalArgumentException("not a list");
    }
    return list.valueStream();
  }

  private static String text(JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw new IllegalArgumentException("not a string");
    }
    return value.asText();
  }
}

package io.localstream.engine.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;

/** The template of a stack, with the values that its expressions refer to. */
final class StackTemplate implements Intrinsics.Scope {
  private static final String SSM_PARAMETER_TYPE = "AWS::SSM::Parameter::Value<";

  private final CloudAssembly.Stack stack;
  private final Environment environment;
  private final List<Deployment.Parameter> ssmParameters;
  private final ExternalValues external;
  private final Intrinsics intrinsics = new Intrinsics(this);

  /**
   * @param ssmParameters the SSM parameters that exist when the stack is deployed
   * @param external the values of resources that are created elsewhere
   */
  StackTemplate(
      CloudAssembly.Stack stack,
      Environment environment,
      List<Deployment.Parameter> ssmParameters,
      ExternalValues external) {
    this.stack = stack;
    this.environment = environment;
    this.ssmParameters = ssmParameters;
    this.external = external;
  }

  /** Returns the resources whose condition is true. */
  List<Resource> resources() {
    return stack.template().path("Resources").properties().stream()
        .map(entry -> resource(entry.getKey(), entry.getValue()))
        .filter(Resource::isCreated)
        .toList();
  }

  @Override
  public JsonNode ref(String name) {
    if (name.startsWith("AWS::")) {
      return pseudoParameter(name);
    }
    JsonNode parameter = stack.template().path("Parameters").path(name);
    return parameter.isObject()
        ? parameter(name, parameter)
        : TextNode.valueOf(
            external
                .value(Reference.ref(name))
                .orElseGet(() -> PhysicalId.of(named("Ref", name)).ref()));
  }

  @Override
  public JsonNode attribute(String logicalId, String name) {
    Resource resource = named("Fn::GetAtt", logicalId);
    return external
        .value(Reference.attribute(logicalId, name))
        .or(() -> Optional.ofNullable(PhysicalId.of(resource).attributes().get(name)))
        .map(TextNode::valueOf)
        .orElseThrow(
            () ->
                new UnresolvedException(
                    "Fn::GetAtt reads %s.%s, an attribute of %s that the local run does not support",
                    logicalId, name, resource.type()));
  }

  @Override
  public boolean condition(String name) {
    JsonNode condition = stack.template().path("Conditions").path(name);
    if (condition.isMissingNode()) {
      throw new UnresolvedException("there is no condition %s", name);
    }
    return intrinsics.holds(condition);
  }

  private String ssmParameter(String name) {
    return ssmParameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Deployment.Parameter::value)
        .findFirst()
        .orElseThrow(
            () ->
                new UnresolvedException(
                    "%s reads the SSM parameter %s, which no stack that is deployed earlier creates",
                    stack.name(), name));
  }

  private Resource named(String function, String logicalId) {
    JsonNode declaration = stack.template().path("Resources").path(logicalId);
    if (declaration.isMissingNode()) {
      throw new UnresolvedException(
          "%s names %s, which is not in the template", function, logicalId);
    }
    return resource(logicalId, declaration);
  }

  private Resource resource(String logicalId, JsonNode declaration) {
    return new Resource(stack.name(), environment, intrinsics, logicalId, declaration);
  }

  private JsonNode pseudoParameter(String name) {
    return switch (name) {
      case "AWS::Region" -> TextNode.valueOf(environment.region());
      case "AWS::AccountId" -> TextNode.valueOf(environment.account());
      case "AWS::Partition" -> TextNode.valueOf(environment.partition());
      case "AWS::URLSuffix" -> TextNode.valueOf(environment.urlSuffix());
      case "AWS::StackName" -> TextNode.valueOf(stack.name());
      case "AWS::StackId" ->
          TextNode.valueOf(
              environment.arn(
                  "cloudformation",
                  "stack/%s/%s".formatted(stack.name(), StableUuid.of(stack.name()))));
      case "AWS::NoValue" -> MissingNode.getInstance();
      default -> throw new UnresolvedException("Ref of %s is not supported", name);
    };
  }

  private JsonNode parameter(String name, JsonNode parameter) {
    String type = parameter.path("Type").asText();
    String value =
        Optional.ofNullable(parameter.get("Default"))
            .map(JsonNode::asText)
            .orElseThrow(
                () ->
                    new UnresolvedException(
                        "parameter %s has no default: give it one, since the local run sets no parameters",
                        name));
    String resolved = type.startsWith(SSM_PARAMETER_TYPE) ? ssmParameter(value) : value;
    return type.contains("List")
        ? new JsonMapper().valueToTree(resolved.split("\\s*,\\s*"))
        : TextNode.valueOf(resolved);
  }
}

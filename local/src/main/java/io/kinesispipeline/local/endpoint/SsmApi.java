package io.kinesispipeline.local.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kinesispipeline.local.assembly.Deployment;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The reads of Systems Manager's Parameter Store by name, of the parameters that the templates
 * define.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html">
 *     GetParameter</a>
 */
final class SsmApi {
  static final String TARGET = "AmazonSSM";

  private final List<String> names;
  private final Map<String, ObjectNode> byReference = new HashMap<>();

  SsmApi(Deployment deployment, Instant created) {
    names = deployment.parameters().stream().map(Deployment.Parameter::name).toList();
    String arnPrefix =
        "arn:aws:ssm:%s:%s:parameter".formatted(deployment.region(), deployment.account());
    for (Deployment.Parameter parameter : deployment.parameters()) {
      String name = parameter.name();
      String arn = arnPrefix + (name.startsWith("/") ? "" : "/") + name;
      ObjectNode node =
          Wire.JSON
              .object()
              .put("Name", name)
              .put("Type", "String")
              .put("Value", parameter.value())
              .put("Version", 1)
              .put("LastModifiedDate", created.toEpochMilli() / 1e3)
              .put("ARN", arn)
              .put("DataType", "text");
      List.of(name, name + ":1", arn, arn + ":1").forEach(key -> byReference.put(key, node));
    }
  }

  AwsAnswer answer(AwsRequest request) {
    ObjectNode content = request.read();
    ObjectNode answer =
        switch (request.operation()) {
          case "GetParameter" -> getParameter(content.path("Name").asText());
          case "GetParameters" -> getParameters(content.path("Names"));
          default ->
              throw new AwsError(
                  400,
                  "UnknownOperationException",
                  "the local run does not do SSM's "
                      + request.operation()
                      + ", only GetParameter and GetParameters: parameters belong to the templates");
        };
    return request.answer(answer);
  }

  private ObjectNode getParameter(String reference) {
    ObjectNode parameter = byReference.get(reference);
    if (parameter == null) {
      throw new AwsError(
          400,
          "ParameterNotFound",
          "no parameter " + reference + ": the templates define " + names);
    }
    ObjectNode answer = Wire.JSON.object();
    answer.set("Parameter", parameter);
    return answer;
  }

  private ObjectNode getParameters(JsonNode references) {
    ObjectNode answer = Wire.JSON.object();
    ArrayNode found = answer.putArray("Parameters");
    ArrayNode invalid = answer.putArray("InvalidParameters");
    for (JsonNode reference : references) {
      ObjectNode parameter = byReference.get(reference.asText());
      if (parameter == null) {
        invalid.add(reference);
      } else {
        found.add(parameter);
      }
    }
    return answer;
  }
}

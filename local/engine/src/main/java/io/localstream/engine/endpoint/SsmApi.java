package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.iam.AccessControl;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * GetParameter and GetParameters of Systems Manager, for the parameters in the templates.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html">
 *     GetParameter</a>
 */
final class SsmApi {
  static final String TARGET = "AmazonSSM";

  /** GetParameters takes ten names of 2,048 characters; AWS documents no limit on the body. */
  static final int MAX_BODY_BYTES = 64 << 10;

  private final AccessControl access;
  private final String arnPrefix;
  private final List<String> names;
  private final Map<String, ObjectNode> byReference = new HashMap<>();

  SsmApi(Deployment deployment, AccessControl access, Instant created) {
    this.access = access;
    names = deployment.parameters().stream().map(Deployment.Parameter::name).toList();
    arnPrefix = deployment.arn("ssm", "parameter");
    for (Deployment.Parameter parameter : deployment.parameters()) {
      String name = parameter.name();
      String arn = arn(name);
      ObjectNode node =
          BodyFormat.JSON
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

  AwsResponse handle(AwsRequest request) {
    ObjectNode content = request.read();
    ObjectNode response =
        switch (request.operation()) {
          case "GetParameter" -> getParameter(request, content.path("Name").asText());
          case "GetParameters" -> getParameters(request, content.path("Names"));
          default ->
              throw new AwsError(
                  400,
                  "UnknownOperationException",
                  "the local run does not support %s of SSM, only GetParameter and GetParameters: define parameters in a template"
                      .formatted(request.operation()));
        };
    return request.response(response);
  }

  /** Returns the ARN of a parameter for its name or ARN, with or without a version. */
  private String arn(String reference) {
    String name = reference.replace(arnPrefix, "").replaceFirst(":\\d+$", "");
    return arnPrefix + (name.startsWith("/") ? "" : "/") + name;
  }

  private void authorize(AwsRequest request, String reference) {
    access
        .denial(request.accessKeyId(), "ssm:" + request.operation(), arn(reference))
        .ifPresent(AwsError::throwAccessDenied);
  }

  private ObjectNode getParameter(AwsRequest request, String reference) {
    authorize(request, reference);
    ObjectNode parameter = byReference.get(reference);
    if (parameter == null) {
      throw new AwsError(
          400,
          "ParameterNotFound",
          "no parameter " + reference + ": the templates define " + names);
    }
    ObjectNode response = BodyFormat.JSON.object();
    response.set("Parameter", parameter);
    return response;
  }

  private ObjectNode getParameters(AwsRequest request, JsonNode references) {
    references.forEach(reference -> authorize(request, reference.asText()));
    ObjectNode response = BodyFormat.JSON.object();
    ArrayNode found = response.putArray("Parameters");
    ArrayNode invalid = response.putArray("InvalidParameters");
    for (JsonNode reference : references) {
      ObjectNode parameter = byReference.get(reference.asText());
      if (parameter == null) {
        invalid.add(reference);
      } else {
        found.add(parameter);
      }
    }
    return response;
  }
}

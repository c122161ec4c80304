package io.localstream.engine.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.cloudwatch.Alarm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The alarms of a cloud assembly's templates, with the names that the local run has for things. */
public final class TemplateAlarms {
  private TemplateAlarms() {}

  /** Reads the alarms of all stacks. */
  public static List<Alarm> of(Path cdkOut) {
    Deployment deployment = AssemblyReader.read(cdkOut);
    Environment environment = new Environment(deployment.region(), deployment.account());
    List<Alarm> alarms = new ArrayList<>();
    for (CloudAssembly.Stack stack : new CloudAssembly(cdkOut).stacks()) {
      new StackTemplate(stack, environment, deployment.parameters())
          .resources().stream()
              .filter(resource -> resource.type().equals("AWS::CloudWatch::Alarm"))
              .forEach(resource -> alarms.add(Alarm.of(properties(resource))));
    }
    return alarms;
  }

  /** What an alarm does is of no interest here, so it need not be evaluated. */
  private static JsonNode properties(Resource resource) {
    ObjectNode evaluated = JsonNodeFactory.instance.objectNode();
    resource
        .declaration()
        .path("Properties")
        .properties()
        .forEach(
            property -> {
              if (!property.getKey().endsWith("Actions")) {
                evaluated.set(
                    property.getKey(), resource.intrinsics().evaluate(property.getValue()));
              }
            });
    return evaluated;
  }
}

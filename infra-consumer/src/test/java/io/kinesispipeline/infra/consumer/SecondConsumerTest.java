package io.kinesispipeline.infra.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.model.Names;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Template;

/** Two consumers of one stream, in stacks of their own, deployed to one account and region. */
class SecondConsumerTest {
  /** The properties that name a resource, by its type. */
  private static final Map<String, String> NAMES =
      Map.of(
          "AWS::Lambda::Function", "FunctionName",
          "AWS::Logs::LogGroup", "LogGroupName",
          "AWS::Logs::LogStream", "LogStreamName",
          "AWS::Kinesis::StreamConsumer", "ConsumerName",
          "AWS::CloudWatch::Alarm", "AlarmName",
          "AWS::CloudWatch::Dashboard", "DashboardName");

  private static final Template FIRST =
      Template.fromStack(
          new ConsumerStack(
              new App(),
              Names.CONSUMER_STACK,
              new ConsumerStackProps(
                  ConsumerProps.stack(), ConsumerProps.consumer(), List.of("producer-silent"))));
  private static final Template SECOND =
      Template.fromStack(
          new AuditStack(new App(), "AuditStack", ConsumerProps.stack(), ConsumerProps.consumer()));

  @Test
  void shouldHaveDifferentNames_whenBothAreDeployed() {
    NAMES.forEach(
        (type, property) -> {
          assertThat(names(SECOND, type, property))
              .as(type)
              .hasSameSizeAs(names(FIRST, type, property))
              .doesNotContainAnyElementsOf(names(FIRST, type, property));
        });
  }

  @Test
  void shouldHaveItsOwnDashboard_withoutProducer() {
    assertThat(SECOND.findResources("AWS::CloudWatch::Dashboard").toString())
        .contains("audit-lambda-stopped", "/aws/lambda/audit-lambda")
        .doesNotContain(Names.CONSUMER_FUNCTION, Names.PRODUCER_FUNCTION);
  }

  @Test
  void shouldReadSameStream_withItsOwnFailureBucket() {
    Map<String, Object> first = onlyProperties(FIRST, "AWS::Kinesis::StreamConsumer");
    Map<String, Object> second = onlyProperties(SECOND, "AWS::Kinesis::StreamConsumer");

    assertThat(second.get("StreamARN")).isEqualTo(first.get("StreamARN"));
    SECOND.resourceCountIs("AWS::S3::Bucket", 1);
    SECOND.resourceCountIs("AWS::Lambda::EventSourceMapping", 1);
  }

  private static Set<Object> names(Template template, String type, String property) {
    Set<Object> names = new HashSet<>();
    for (Object resource : template.findResources(type).values()) {
      names.add(properties(resource).get(property));
    }
    assertThat(names).as(type).isNotEmpty().doesNotContainNull();
    return names;
  }

  private static Map<String, Object> onlyProperties(Template template, String type) {
    assertThat(template.findResources(type)).hasSize(1);
    return properties(template.findResources(type).values().iterator().next());
  }

  private static Map<String, Object> properties(Object resource) {
    Map<String, Object> properties = new HashMap<>();
    ((Map<?, ?>) ((Map<?, ?>) resource).get("Properties"))
        .forEach((name, value) -> properties.put(name.toString(), value));
    return properties;
  }
}

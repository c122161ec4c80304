package io.kinesispipeline.infra.common;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.infra.test.Templates;
import io.kinesispipeline.model.Metrics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.assertions.Template;

class PipelineDashboardTest {
  private static final String DASHBOARD = "AWS::CloudWatch::Dashboard";

  private final TestStack stack = TestStack.create();
  private final ConsumerFunction consumer =
      ConsumerTemplates.consumerIn(stack, Duration.minutes(5));

  @Test
  void shouldShowBothFunctionsWithTheirAlarms_whenDashboardShowsPipeline() {
    String body =
        body(
            PipelineDashboardProps.ofPipeline(
                "everything", "my-producer", List.of("my-producer-silent"), consumer));

    assertThat(body)
        .contains(":alarm:my-producer-silent", ":alarm:my-consumer-stopped")
        .contains("/aws/lambda/my-producer", "/aws/lambda/my-consumer")
        .contains(Metrics.EVENTS_PRODUCED, Metrics.EVENTS_REJECTED)
        .contains(Metrics.EVENTS_CONSUMED, Metrics.EVENTS_FAILED);
  }

  @Test
  void shouldNotShowProducer_whenDashboardShowsOneConsumer() {
    String body = body(PipelineDashboardProps.ofConsumer("mine", consumer));

    assertThat(body)
        .contains(":alarm:my-consumer-stopped", "/aws/lambda/my-consumer")
        .contains(Metrics.EVENTS_CONSUMED, Metrics.EVENTS_FAILED)
        .doesNotContain("producer", Metrics.EVENTS_PRODUCED, Metrics.EVENTS_REJECTED);
  }

  @Test
  void shouldAppendRegionAndStageToName() {
    TestStack production = TestStack.inProduction();
    ConsumerFunction other = ConsumerTemplates.consumerIn(production, Duration.minutes(5));

    assertName(stack, consumer, List.of("mine-", Map.of("Ref", "AWS::Region")));
    assertName(production, other, List.of("mine-", Map.of("Ref", "AWS::Region"), "-prod"));
  }

  private static void assertName(
      FunctionStack stack, ConsumerFunction consumer, List<?> partsOfName) {
    new PipelineDashboard(stack, PipelineDashboardProps.ofConsumer("mine", consumer));
    Template.fromStack(stack)
        .hasResourceProperties(
            DASHBOARD, Map.of("DashboardName", Map.of("Fn::Join", List.of("", partsOfName))));
  }

  private String body(PipelineDashboardProps props) {
    new PipelineDashboard(stack, props);
    Template template = Template.fromStack(stack);
    String id = Templates.onlyId(template, DASHBOARD);
    return template.findResources(DASHBOARD).get(id).toString();
  }
}

package io.kinesispipeline.infra.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.kinesispipeline.model.Names;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** Checks the resources that {@code ConsumerFunctionTest} does not check. */
class ConsumerStackTest {
  private static final String ANYTHING = "*";
  private static final ConsumerStack STACK =
      new ConsumerStack(
          new App(),
          "Stack",
          new ConsumerStackProps(
              ConsumerProps.stack(), ConsumerProps.consumer(), List.of("too-silent")));
  private static final Template TEMPLATE = Template.fromStack(STACK);

  @Test
  void shouldDefineConsumerFunction() {
    TEMPLATE.hasResourceProperties(
        "AWS::Lambda::Function",
        Map.of(
            "FunctionName",
            Names.CONSUMER_FUNCTION,
            "Handler",
            "io.kinesispipeline.consumer.ConsumerHandler",
            "MemorySize",
            512,
            "Timeout",
            10));
  }

  @Test
  void shouldShowWholePipelineOnDashboard_withAlarmsOfOtherStacks() {
    TEMPLATE.hasResourceProperties(
        "AWS::CloudWatch::Dashboard",
        Map.of(
            "DashboardName",
            Map.of("Fn::Join", List.of("", List.of(Names.DASHBOARD + "-", region())))));
    assertThat(TEMPLATE.findResources("AWS::CloudWatch::Dashboard").toString())
        .contains(":alarm:too-silent", ":alarm:" + Names.CONSUMER_FUNCTION + "-stopped")
        .contains("/aws/lambda/" + Names.PRODUCER_FUNCTION);
  }

  @Test
  void shouldExportAndImportNothing() {
    assertThat(TEMPLATE.findOutputs(ANYTHING, Map.of("Export", Match.anyValue()))).isEmpty();
    assertThat(TEMPLATE.toJSON().toString()).doesNotContain("Fn::ImportValue");
  }

  @Test
  void shouldSynthesizeWithoutWarning() {
    assertThat(Annotations.fromStack(STACK).findWarning(ANYTHING, Match.anyValue())).isEmpty();
  }

  @Test
  void shouldRejectIncompleteProps() {
    assertThatNullPointerException()
        .isThrownBy(() -> new ConsumerStackProps(null, null, List.of()))
        .withMessage("stack");
  }

  private static Map<String, String> region() {
    return Map.of("Ref", "AWS::Region");
  }
}

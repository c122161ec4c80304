package io.kinesispipeline.infra.common;

import io.kinesispipeline.model.Names;
import software.amazon.awscdk.CfnParameter;
import software.constructs.Construct;

/**
 * The stream as another stack sees it: through SSM parameters, which CloudFormation reads at each
 * deployment. An export would do the same, and lock the stream's stack for as long as anybody
 * imports it.
 */
public final class StreamParameters {
  private static final String SSM_VALUE = "AWS::SSM::Parameter::Value<String>";

  private StreamParameters() {}

  /**
   * Reads the stream's name when the stack is deployed.
   *
   * @param stack the stack that needs it; once a stack
   * @return the name
   */
  public static String streamName(Construct stack) {
    return parameter(
        stack, "StreamName", Names.STREAM_NAME_PARAMETER, "SSM parameter with the stream's name");
  }

  /**
   * Reads the stream's ARN when the stack is deployed.
   *
   * @param stack the stack that needs it; once a stack
   * @return the ARN
   */
  public static String streamArn(Construct stack) {
    return parameter(
        stack, "StreamArn", Names.STREAM_ARN_PARAMETER, "SSM parameter with the stream's ARN");
  }

  private static String parameter(
      Construct stack, String id, String ssmParameter, String description) {
    return CfnParameter.Builder.create(stack, id)
        .type(SSM_VALUE)
        .defaultValue(ssmParameter)
        .description(description)
        .build()
        .getValueAsString();
  }
}

package io.kinesispipeline.infra.consumer;

import io.kinesispipeline.infra.common.ConsumerFunction;
import io.kinesispipeline.infra.common.ConsumerFunctionProps;
import io.kinesispipeline.infra.common.FunctionDefinition;
import io.kinesispipeline.infra.common.FunctionStack;
import io.kinesispipeline.infra.common.PipelineDashboard;
import io.kinesispipeline.infra.common.PipelineDashboardProps;
import io.kinesispipeline.model.Names;
import software.constructs.Construct;

/**
 * The stack of the consumer function with its resources, and the dashboard of the whole pipeline.
 */
public final class ConsumerStack extends FunctionStack {
  private static final String DESCRIPTION = "Processes the stream's records";
  private static final String HANDLER = "io.kinesispipeline.consumer.ConsumerHandler";

  /**
   * Defines the stack.
   *
   * @param scope the app
   * @param id the stack's id
   * @param props the settings that the user chooses
   */
  public ConsumerStack(Construct scope, String id, ConsumerStackProps props) {
    super(scope, id, DESCRIPTION, props.stack());
    FunctionDefinition definition =
        new FunctionDefinition(Names.CONSUMER_FUNCTION, HANDLER, DESCRIPTION);
    ConsumerFunction consumer =
        new ConsumerFunction(this, new ConsumerFunctionProps(definition, props.consumer()));
    new PipelineDashboard(
        this,
        PipelineDashboardProps.ofPipeline(
            Names.DASHBOARD, Names.PRODUCER_FUNCTION, props.producerAlarms(), consumer));
  }
}

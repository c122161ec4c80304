package io.kinesispipeline.pipeline;

import io.kinesispipeline.consumer.ConsumerHandler;
import io.kinesispipeline.consumer.RecordProcessor;
import io.kinesispipeline.model.Names;
import io.localstream.junit.LocalPipeline;

/**
 * Runs the pipeline's three stacks, without stacks that you add, and with the processor that a test
 * chooses, so that your own processor can use other services.
 */
final class PipelineStacks {
  static final String PRODUCER = Names.PRODUCER_FUNCTION;
  static final String CONSUMER = Names.CONSUMER_FUNCTION;

  private PipelineStacks() {}

  static LocalPipeline run(RecordProcessor processor) {
    return LocalPipeline.ofProject()
        .stacks(Names.STREAM_STACK, Names.PRODUCER_STACK, Names.CONSUMER_STACK)
        .function(
            CONSUMER, setup -> new ConsumerHandler(processor, setup.environment(), setup.clock()));
  }
}

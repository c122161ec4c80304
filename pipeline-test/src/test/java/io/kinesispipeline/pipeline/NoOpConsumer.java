package io.kinesispipeline.pipeline;

import io.kinesispipeline.consumer.ConsumerHandler;

/**
 * The consumer function with a processor that does nothing, so that these tests do not depend on
 * the pipeline's own processor.
 */
public final class NoOpConsumer extends ConsumerHandler {
  /** Called by Lambda. */
  public NoOpConsumer() {
    super((event, record, log) -> {});
  }
}

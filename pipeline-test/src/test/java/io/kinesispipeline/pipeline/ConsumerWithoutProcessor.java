package io.kinesispipeline.pipeline;

import io.kinesispipeline.consumer.ConsumerHandler;

/**
 * The consumer function with a processor that does nothing, so that these tests hold whatever the
 * pipeline's own processor does, and needs.
 */
public final class ConsumerWithoutProcessor extends ConsumerHandler {
  /** Called by Lambda. */
  public ConsumerWithoutProcessor() {
    super((event, record, log) -> {});
  }
}

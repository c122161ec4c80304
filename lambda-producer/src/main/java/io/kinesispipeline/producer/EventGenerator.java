package io.kinesispipeline.producer;

import io.kinesispipeline.model.Event;

/**
 * Generates the events that the producer sends. To send your own events, implement this interface
 * and create your class in {@link ProducerHandler#ProducerHandler()}.
 *
 * <p>One instance serves all invocations of an execution environment, one at a time. With
 * SnapStart, Lambda creates it before the snapshot: do not set values that can change later, such
 * as a random seed, in the constructor.
 *
 * <p>Lambda retries a failed invocation with the same trigger. Derive events from the trigger and
 * the index only: a retry then generates the same events, and consumers can detect duplicates.
 */
public interface EventGenerator {
  /**
   * Generates one event. An exception fails the invocation before any event is sent. If {@code
   * LOG_PAYLOADS} is {@code false}, the exception is reported without its message.
   *
   * @param trigger the trigger of the invocation
   * @param index the index of the event in the invocation, from 0 to {@code EVENTS_PER_INVOCATION}
   *     - 1
   * @return the event; its JSON form and partition key together have at most the size of the
   *     setting {@code maxRecordSizeKb}, by default 1 MiB
   */
  Event generate(Trigger trigger, int index);

  /**
   * Returns the partition key of an event. Events with the same key go to the same shard; different
   * keys are distributed over all shards. By default each event has its own key, so that a request
   * to Kinesis can hold 500 events. A request holds only one event of each key, to keep their
   * order.
   *
   * @param trigger the trigger of the invocation
   * @param index the index of the event in the invocation
   * @param event the event that {@link #generate} returned
   * @return the key: 1 to 256 Unicode characters
   */
  default String partitionKey(Trigger trigger, int index, Event event) {
    return trigger.id() + "-" + index;
  }
}

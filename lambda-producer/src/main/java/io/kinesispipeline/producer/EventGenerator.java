package io.kinesispipeline.producer;

import io.kinesispipeline.model.Event;

/**
 * Makes the events that go on the stream. This is the one place to replace: write a class of your
 * own, and name it in {@link ProducerHandler#ProducerHandler()}.
 *
 * <p>One instance serves all invocations of an execution environment, one after the other. Under
 * SnapStart it is made before the snapshot: what may change later, such as a random seed, does not
 * belong in its constructor.
 *
 * <p>Lambda retries a failed invocation with the same trigger. A generator that takes what it makes
 * from the trigger and the index alone makes the same events then, so that a consumer can tell a
 * repeated event from a new one.
 */
public interface EventGenerator {
  /**
   * Makes one event. An exception fails the invocation before anything is sent. Where {@code
   * LOG_PAYLOADS} is {@code false}, its class and frames are reported, without its message.
   *
   * @param trigger what the producer was invoked by
   * @param index which of the invocation's events, from 0 to {@code EVENTS_PER_INVOCATION} - 1
   * @return the event; in its JSON form, and with the partition key, it has at most the size of the
   *     setting {@code maxRecordSizeKb}, 1 MiB by default
   */
  Event generate(Trigger trigger, int index);

  /**
   * Chooses the partition key of an event. Events of one key go to one shard; keys that differ
   * spread over all shards. By default each event has a key of its own, so that a request to
   * Kinesis holds up to 500 of them; of one key it holds one, which keeps their order.
   *
   * @param trigger what the producer was invoked by
   * @param index which of the invocation's events
   * @param event the event that {@link #generate} made
   * @return the key: 1 to 256 Unicode characters
   */
  default String partitionKey(Trigger trigger, int index, Event event) {
    return trigger.id() + "-" + index;
  }
}

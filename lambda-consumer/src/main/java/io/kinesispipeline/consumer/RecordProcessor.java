package io.kinesispipeline.consumer;

import io.kinesispipeline.model.Event;

/**
 * Does the work. This is the one place to replace: write a class of your own, and name it in {@link
 * ConsumerHandler#ConsumerHandler()}.
 *
 * <p><b>Processing is at-least-once.</b> A record is delivered again when a record of its batch
 * fails, when the function times out, and when its answer gets lost; the same event may also be on
 * the stream twice. Whatever {@link #process} does must therefore do no harm a second time: write
 * under a key that follows from the record, such as {@link StreamRecord#eventId()}, and only where
 * nothing is under that key yet (a conditional write to DynamoDB, a unique column). Where the
 * producer's own repetitions matter too, take the key from the event instead. This module's tests
 * have an example: {@code IdempotentProcessorTest}.
 *
 * <p>Records of one partition key come in order; shards, in environments of their own. One instance
 * serves all invocations of an execution environment. Under SnapStart it is made before the
 * snapshot: open connections and read what may change in {@link #process}, not before.
 *
 * <p>What it throws decides what becomes of the record:
 *
 * <ul>
 *   <li>nothing: the record is done, and not delivered again unless one of its batch fails
 *   <li>{@link io.kinesispipeline.model.MalformedEventException}: it can never be processed. Logged
 *       as {@code Consumer malformed}, in one line
 *   <li>any other exception: it may succeed when tried again. Logged as {@code Consumer failed},
 *       with the stack trace
 *   <li>an {@link Error}: the invocation fails as a whole
 * </ul>
 *
 * <p>Where {@code LOG_PAYLOADS} is {@code false}, exceptions are logged by their classes and
 * frames, without their messages, since those may quote the event. What {@link #process} logs
 * itself, other than by {@link RecordLog#info(String, Event)}, is written as it is.
 *
 * <p>In each of these cases nothing after the record is processed, the mapping delivers the record
 * again until its attempts are used up, and sends it, with its data, to the failure destination
 * then. Whoever catches exceptions to go on with the next record loses the record.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">
 *     Retaining discarded batch records</a>
 */
@FunctionalInterface
public interface RecordProcessor {
  /**
   * Processes one event.
   *
   * @param event the event
   * @param record where it comes from
   * @param log where to say something about it: its lines name the record
   * @throws Exception when it could not be processed
   */
  void process(Event event, StreamRecord record, RecordLog log) throws Exception;
}

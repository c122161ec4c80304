package io.kinesispipeline.consumer;

import io.kinesispipeline.model.Event;

/**
 * Processes records. To process them in your own way, implement this interface and create your
 * class in {@link ConsumerHandler#ConsumerHandler()}.
 *
 * <p><b>Processing is at-least-once.</b> Lambda delivers a record again if a record of its batch
 * fails, if the function times out, or if the response is lost. The same event can also be on the
 * stream twice. {@link #process} must therefore be idempotent: write with a key that you derive
 * from the record, such as {@link StreamRecord#eventId()}, and only if the key does not exist yet
 * (a conditional write to DynamoDB, a unique column). To detect events that the producer sent
 * twice, derive the key from the event instead. For an example, see {@code IdempotentProcessorTest}
 * in this module's tests.
 *
 * <p>Records with the same partition key arrive in order. Shards are processed concurrently in
 * different execution environments. One instance serves all invocations of an execution
 * environment. With SnapStart, Lambda creates it before the snapshot: open connections and read
 * values that can change in {@link #process}, not in the constructor.
 *
 * <p>The exception that it throws decides what happens to the record:
 *
 * <ul>
 *   <li>no exception: the record is processed. It is delivered again only if its batch fails
 *   <li>{@link io.kinesispipeline.model.MalformedEventException}: the record can never be
 *       processed. Logged as {@code Consumer malformed}, in one line
 *   <li>any other exception: a retry can succeed. Logged as {@code Consumer failed}, with the stack
 *       trace
 *   <li>an {@link Error}: the whole invocation fails
 * </ul>
 *
 * <p>If {@code LOG_PAYLOADS} is {@code false}, exceptions are logged with their classes and stack
 * frames but without their messages, which can quote the event. Lines that {@link #process} itself
 * logs are not redacted, except those of {@link RecordLog#info(String, Event)}.
 *
 * <p>After an exception, the records after the failed one are not processed. The event source
 * mapping retries the failed record until the retries are used up, and then sends it with its data
 * to the on-failure destination. If you catch an exception and continue with the next record, the
 * failed record is lost.
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
   * @param record the record that contains the event
   * @param log the log; its lines contain the IDs of the record
   * @throws Exception if the event could not be processed
   */
  void process(Event event, StreamRecord record, RecordLog log) throws Exception;
}

package io.localstream.engine.inspection;

import io.localstream.engine.records.RecordListener.RecordId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A discarded batch of an event source mapping, or a discarded asynchronous event.
 *
 * @param change the number of its last change
 * @param id identifies the failure
 * @param time when it was discarded
 * @param functionName the function that failed
 * @param mapping the event source mapping's name; empty for an asynchronous event
 * @param records the records of the batch
 * @param condition why the batch was discarded, for example {@code RetryAttemptsExhausted}; empty
 *     for an asynchronous event, whose invocation record in {@code file} contains it
 * @param error the function's response to the last attempt
 * @param file the file with the object or message in the on-failure destination; empty if there is
 *     no destination, so that the records are lost
 * @param sentAgain whether its records or its event have been sent again
 */
public record FailureSnapshot(
    long change,
    long id,
    Instant time,
    String functionName,
    Optional<String> mapping,
    List<RecordId> records,
    Optional<String> condition,
    Optional<String> error,
    Optional<Path> file,
    boolean sentAgain)
    implements Changing<FailureSnapshot> {
  @Override
  public FailureSnapshot changed(long number) {
    return new FailureSnapshot(
        number, id, time, functionName, mapping, records, condition, error, file, sentAgain);
  }

  FailureSnapshot again() {
    return new FailureSnapshot(
        change, id, time, functionName, mapping, records, condition, error, file, true);
  }
}

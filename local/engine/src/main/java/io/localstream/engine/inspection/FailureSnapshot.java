package io.localstream.engine.inspection;

import io.localstream.engine.records.RecordListener.RecordId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was given up: a batch of a mapping, or an asynchronous event.
 *
 * @param change the number of its last change
 * @param id names it
 * @param time when it was given up
 * @param functionName the function that did not process it
 * @param mapping the event source mapping's name; empty for an asynchronous event
 * @param records the records of the batch
 * @param condition why, as in {@code RetryAttemptsExhausted}; empty for an asynchronous event,
 *     whose report has it
 * @param error what the function answered to the last attempt
 * @param file the object or message that the failure destination keeps; empty where there is none,
 *     and the records are lost
 * @param sentAgain whether its records or its event were sent again since
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

package io.localstream.engine.inspection;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.localstream.engine.records.RecordListener.RecordId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A record with its state at each event source mapping.
 *
 * @param change the number of the record's last change
 * @param id the record's id
 * @param accepted when the stream accepted the record; empty if the inspection did not see that, or
 *     no longer keeps it
 * @param data the record's data; empty if the inspection did not see it, or no longer keeps it
 * @param mappings the state at each event source mapping, by the mapping's name
 */
public record RecordSnapshot(
    long change,
    @JsonUnwrapped RecordId id,
    Optional<Instant> accepted,
    Optional<byte[]> data,
    Map<String, AtMapping> mappings)
    implements Changing<RecordSnapshot> {

  /** How many deliveries of a record are kept. A record can be retried without a limit. */
  static final int DELIVERIES = 50;

  /** The state of a record at an event source mapping. */
  public enum RecordState {
    /** It is on the stream, and was not sent to the function yet. */
    PENDING,
    /** An invocation with its batch is running. */
    IN_FLIGHT,
    /** Its last delivery failed, and the next one is due. */
    RETRYING,
    /** The function processed it. */
    PROCESSED,
    /** It did not match the filter. */
    FILTERED,
    /** It was discarded, and is in the on-failure destination. */
    FAILED,
    /** It was discarded, and nothing keeps it. */
    LOST
  }

  /** The outcome of a delivery for one record. */
  public enum DeliveryOutcome {
    UNDER_WAY,
    PROCESSED,
    FAILED,
    THROTTLED
  }

  /**
   * A delivery of a record to a function.
   *
   * @param batch the batch's number on its shard at this mapping; a retry of the same records has
   *     the same number
   * @param batchSize the number of records in the batch
   * @param attempt the number of the attempt, 1 for the first
   * @param sent when the batch was sent
   * @param ended when the delivery ended
   * @param outcome the outcome for this record
   * @param requestId the request id of the invocation
   * @param error the function's error, if it failed
   */
  public record Delivery(
      long batch,
      int batchSize,
      int attempt,
      Instant sent,
      Optional<Instant> ended,
      DeliveryOutcome outcome,
      Optional<String> requestId,
      Optional<String> error) {}

  /**
   * A record at one event source mapping.
   *
   * @param state the record's state
   * @param deliveries the last 50 deliveries, in order
   * @param condition why the record was discarded, for example {@code RetryAttemptsExhausted}
   */
  public record AtMapping(
      RecordState state, List<Delivery> deliveries, Optional<String> condition) {
    static final AtMapping PENDING =
        new AtMapping(RecordState.PENDING, List.of(), Optional.empty());

    AtMapping brief() {
      int last = Math.max(0, deliveries.size() - 1);
      return new AtMapping(state, deliveries.subList(last, deliveries.size()), condition);
    }

    AtMapping in(RecordState next) {
      return new AtMapping(next, deliveries, condition);
    }

    AtMapping gaveUp(String why) {
      return new AtMapping(state, deliveries, Optional.of(why));
    }

    AtMapping sent(Delivery delivery) {
      List<Delivery> all = new ArrayList<>(deliveries);
      all.add(delivery);
      int first = Math.max(0, all.size() - DELIVERIES);
      return new AtMapping(
          RecordState.IN_FLIGHT, List.copyOf(all.subList(first, all.size())), condition);
    }

    /** Sets the end of the last delivery, if there is one. */
    AtMapping ended(
        RecordState next,
        DeliveryOutcome outcome,
        Instant now,
        Optional<String> requestId,
        Optional<String> error) {
      List<Delivery> all = new ArrayList<>(deliveries);
      if (!all.isEmpty()) {
        Delivery last = all.get(all.size() - 1);
        all.set(
            all.size() - 1,
            new Delivery(
                last.batch,
                last.batchSize,
                last.attempt,
                last.sent,
                Optional.of(now),
                outcome,
                requestId,
                error));
      }
      return new AtMapping(next, List.copyOf(all), condition);
    }
  }

  /** Returns the record at an event source mapping. */
  AtMapping at(String mapping) {
    return mappings.getOrDefault(mapping, AtMapping.PENDING);
  }

  /** Returns a copy with only the beginning of the data, and the last delivery. */
  RecordSnapshot brief(int bytes) {
    Map<String, AtMapping> all = new LinkedHashMap<>();
    mappings.forEach((name, at) -> all.put(name, at.brief()));
    return new RecordSnapshot(
        change, id, accepted, data.map(whole -> beginning(whole, bytes)), all);
  }

  /** Returns the first bytes, without an incomplete UTF-8 character at the end. */
  private static byte[] beginning(byte[] whole, int bytes) {
    int end = Math.min(bytes, whole.length);
    while (end > 0 && end < whole.length && (whole[end] & 0xC0) == 0x80) {
      end--;
    }
    return Arrays.copyOf(whole, end);
  }

  RecordSnapshot with(String mapping, AtMapping now) {
    Map<String, AtMapping> all = new LinkedHashMap<>(mappings);
    all.put(mapping, now);
    return new RecordSnapshot(change, id, accepted, data, Collections.unmodifiableMap(all));
  }

  @Override
  public RecordSnapshot changed(long number) {
    return new RecordSnapshot(number, id, accepted, data, mappings);
  }
}

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
 * A record of a stream, and what became of it.
 *
 * @param change the number of its last change; later changes of anything have higher ones
 * @param id where it is
 * @param accepted when the stream accepted it; empty where this was not seen, or is forgotten
 * @param data what it holds; empty where it was not seen, or is forgotten
 * @param mappings what became of it at each event source mapping, by the mapping's name
 */
public record RecordSnapshot(
    long change,
    @JsonUnwrapped RecordId id,
    Optional<Instant> accepted,
    Optional<byte[]> data,
    Map<String, AtMapping> mappings)
    implements Changing<RecordSnapshot> {

  /** The deliveries that are kept of a record, the newest: some are tried without end. */
  static final int DELIVERIES = 50;

  /** What becomes of a record at a mapping. */
  public enum RecordState {
    /** It is on the stream, and was not sent yet. */
    PENDING,
    /** It is in a batch that the function has. */
    IN_FLIGHT,
    /** A delivery failed; the next one will come. */
    RETRYING,
    /** The function processed it. */
    PROCESSED,
    /** The mapping's filter left it out. */
    FILTERED,
    /** It was given up, and the failure destination keeps it. */
    FAILED,
    /** It was given up, and nothing keeps it. */
    LOST
  }

  /** How a delivery ended for one record. */
  public enum DeliveryOutcome {
    UNDER_WAY,
    PROCESSED,
    FAILED,
    THROTTLED
  }

  /**
   * A delivery of a record to a function.
   *
   * @param batch the batch's number in its shard at this mapping; a retry of the same records keeps
   *     it
   * @param batchSize how many records were sent
   * @param attempt 1 for the batch's first
   * @param sent when
   * @param ended when it ended
   * @param outcome how it ended for this record
   * @param requestId the invocation's id
   * @param error what the function answered where it failed
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
   * What became of a record at one event source mapping.
   *
   * @param state where it is now
   * @param deliveries its last 50 deliveries, in order
   * @param condition why it was given up, as in {@code RetryAttemptsExhausted}
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

    /** Its last delivery ended, if it is known. */
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

  /** What became of it at a mapping. */
  AtMapping at(String mapping) {
    return mappings.getOrDefault(mapping, AtMapping.PENDING);
  }

  /** The same with no more than the beginning of its data and the last delivery. */
  RecordSnapshot brief(int bytes) {
    Map<String, AtMapping> all = new LinkedHashMap<>();
    mappings.forEach((name, at) -> all.put(name, at.brief()));
    return new RecordSnapshot(
        change, id, accepted, data.map(whole -> beginning(whole, bytes)), all);
  }

  /** Does not cut through a character in UTF-8. */
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

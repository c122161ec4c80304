package io.localstream.engine.records;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Compares the records that streams accepted with their outcomes, for each event source mapping.
 * Thread-safe.
 *
 * <p>The endpoint and the mappings report independently and in any order: a record can be processed
 * before the endpoint has received the response of the stream. A record that did not pass the
 * endpoint counts as produced when a mapping has settled it.
 */
public class RecordLedger implements RecordListener {
  private final Deployment deployment;
  private final Clock clock;
  private final Map<String, OfStream> streams = new LinkedHashMap<>();
  private final Map<EventSourceMapping, MappingLedger> mappings = new LinkedHashMap<>();

  /** The accepted records of a stream, and the mappings that read it. */
  private static final class OfStream {
    private final Deployment.Stream stream;
    private final List<MappingLedger> readers = new ArrayList<>();
    private final Set<RecordId> settledUnannounced = new HashSet<>();
    private long accepted;

    OfStream(Deployment.Stream stream) {
      this.stream = stream;
    }

    long produced() {
      return accepted + settledUnannounced.size();
    }

    void onStream(RecordId record, Instant now) {
      readers.forEach(reader -> reader.onStream(record, now));
    }
  }

  /**
   * Creates an empty ledger.
   *
   * @param clock sets the time at which a record was accepted
   */
  public RecordLedger(Deployment deployment, Clock clock) {
    this.deployment = deployment;
    this.clock = clock;
    deployment.streams().forEach(stream -> streams.put(stream.name(), new OfStream(stream)));
    for (EventSourceMapping mapping : deployment.mappings()) {
      MappingLedger ledger = new MappingLedger();
      mappings.put(mapping, ledger);
      streams.get(mapping.streamName()).readers.add(ledger);
    }
  }

  @Override
  public synchronized void accepted(RecordId record, byte[] data) {
    OfStream stream = streams.get(record.streamName());
    if (stream == null) {
      // The developer created the stream during the run, and no mapping reads it.
      return;
    }
    stream.accepted++;
    if (!stream.settledUnannounced.remove(record)) {
      stream.onStream(record, clock.instant());
    }
  }

  /** Returns the listener for a mapping. */
  public MappingListener of(EventSourceMapping mapping) {
    return new OfMapping(streams.get(mapping.streamName()), mappings.get(mapping));
  }

  /** Returns whether all records of enabled mappings are settled. */
  public synchronized boolean isSettled() {
    return mappings.entrySet().stream()
        .allMatch(entry -> entry.getValue().isSettled() || !entry.getKey().enabled());
  }

  /** Returns the number of settled records, counted once for each mapping. */
  public synchronized long settled() {
    return mappings.values().stream().mapToLong(MappingLedger::settled).sum();
  }

  /** Returns the number of records checkpointed as processed by the mapping with the most. */
  public synchronized long consumed() {
    return mappings.values().stream().mapToLong(MappingLedger::consumed).max().orElse(0);
  }

  /** Returns the waits of all mappings, with the function name if there are several mappings. */
  public synchronized List<ScheduledWait> waits() {
    if (mappings.size() == 1) {
      return mappings.values().iterator().next().waits().toList();
    }
    return mappings.entrySet().stream()
        .flatMap(
            entry ->
                entry
                    .getValue()
                    .waits()
                    .map(wait -> wait.prefixed(entry.getKey().functionName() + ", ")))
        .toList();
  }

  /** Returns the balances by the {@linkplain Deployment#nameOf names} of the mappings. */
  public synchronized Map<String, Balance> balances() {
    Map<String, Balance> balances = new LinkedHashMap<>();
    mappings.forEach(
        (mapping, ledger) -> balances.put(deployment.nameOf(mapping), balance(mapping, ledger)));
    return balances;
  }

  private Balance balance(EventSourceMapping mapping, MappingLedger ledger) {
    return balance(streams.get(mapping.streamName()), ledger);
  }

  private Balance balance(OfStream stream, MappingLedger ledger) {
    return ledger.balance(stream.produced(), stream.stream.retention(), clock.instant());
  }

  /** Returns the balances of streams that no mapping reads; all their records are pending. */
  public synchronized List<Balance> unread() {
    return streams.values().stream()
        .filter(stream -> stream.readers.isEmpty())
        .map(OfStream::produced)
        .map(n -> new Balance(Balance.Counts.of(n, 0, 0, 0, n, 0, 0), List.of(), Map.of()))
        .toList();
  }

  /** Receives the reports of one mapping. */
  private final class OfMapping implements MappingListener {
    private final OfStream stream;
    private final MappingLedger ledger;

    OfMapping(OfStream stream, MappingLedger ledger) {
      this.stream = stream;
      this.ledger = ledger;
    }

    @Override
    public void delivered(List<RecordId> records) {
      locked(() -> ledger.delivered(records));
    }

    @Override
    public void processed(List<RecordId> records) {
      locked(() -> ledger.processed(records));
    }

    @Override
    public void consumed(List<RecordId> records) {
      settle(records, ledger::consumed);
    }

    @Override
    public void filtered(List<RecordId> records) {
      settle(records, ledger::filtered);
    }

    @Override
    public void discarded(List<RecordId> records, boolean kept) {
      settle(records, settled -> ledger.discarded(settled, kept));
    }

    /** Settles records. One that the endpoint has not reported yet is added for all mappings. */
    private void settle(List<RecordId> records, Consumer<List<RecordId>> settlement) {
      locked(
          () -> {
            records.stream()
                .filter(record -> !ledger.isOutstanding(record))
                .filter(stream.settledUnannounced::add)
                .forEach(record -> stream.onStream(record, clock.instant()));
            settlement.accept(records);
          });
    }

    @Override
    public void checkpointed(String shardId, String sequenceNumber) {
      locked(() -> ledger.checkpointed(shardId, sequenceNumber));
    }

    @Override
    public void waiting(String shardId, List<ScheduledWait> waits) {
      locked(() -> ledger.waiting(shardId, waits));
    }

    private void locked(Runnable change) {
      synchronized (RecordLedger.this) {
        change.run();
      }
    }
  }
}

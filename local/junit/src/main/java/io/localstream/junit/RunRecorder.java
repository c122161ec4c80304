package io.localstream.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.localstream.engine.PipelineListener;
import io.localstream.engine.cloudwatch.LogEvent;
import io.localstream.engine.cloudwatch.MetricDatum;
import io.localstream.engine.records.MappingListener;
import io.localstream.engine.records.RecordListener;
import io.localstream.engine.records.ScheduledWait;
import io.localstream.junit.PipelineRecord.State;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Records what happens in a run, so that tests can ask for it. Thread-safe. */
final class RunRecorder implements PipelineListener, RecordListener {
  private final Story story;
  private final RecordListener ledger;
  private final CompletableFuture<URI> endpoint = new CompletableFuture<>();
  private final Map<RecordId, byte[]> data = new LinkedHashMap<>();
  private final List<LogEvent> logs = new ArrayList<>();
  private final List<MetricDatum> metrics = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  RunRecorder(Story story, RecordListener ledger) {
    this.story = story;
    this.ledger = ledger;
  }

  /** Records what happens to the records at one mapping, and passes it on to the ledger. */
  final class OfMapping implements MappingListener {
    private final String functionName;
    private final MappingListener listener;
    private final Map<RecordId, State> states = new LinkedHashMap<>();
    private final Map<RecordId, Integer> attempts = new LinkedHashMap<>();
    private final List<List<RecordId>> batches = new ArrayList<>();

    OfMapping(String functionName, MappingListener listener) {
      this.functionName = functionName;
      this.listener = listener;
    }

    @Override
    public void delivered(List<RecordId> records) {
      synchronized (RunRecorder.this) {
        batches.add(records);
        records.forEach(record -> attempts.merge(record, 1, Integer::sum));
        int attempt = attempts.get(records.get(0));
        story.add(
            "%s was given %s, attempt %d".formatted(functionName, describe(records), attempt));
      }
      listener.delivered(records);
    }

    @Override
    public void processed(List<RecordId> records) {
      listener.processed(records);
    }

    @Override
    public void consumed(List<RecordId> records) {
      settle(records, State.PROCESSED);
      listener.consumed(records);
    }

    @Override
    public void filtered(List<RecordId> records) {
      settle(records, State.FILTERED);
      listener.filtered(records);
    }

    @Override
    public void discarded(List<RecordId> records, boolean kept) {
      settle(records, kept ? State.FAILED : State.DROPPED);
      listener.discarded(records, kept);
    }

    @Override
    public void checkpointed(String shardId, String sequenceNumber) {
      listener.checkpointed(shardId, sequenceNumber);
    }

    @Override
    public void waiting(String shardId, List<ScheduledWait> waits) {
      listener.waiting(shardId, waits);
    }

    private void settle(List<RecordId> records, State state) {
      synchronized (RunRecorder.this) {
        records.forEach(record -> states.put(record, state));
        if (!records.isEmpty()) {
          story.add(functionName + ": " + state + " " + describe(records));
        }
      }
    }

    /** Returns the records of all streams with their states here, in the order of arrival. */
    List<PipelineRecord> records() {
      synchronized (RunRecorder.this) {
        return data.keySet().stream()
            .map(
                record ->
                    new PipelineRecord(
                        record.partitionKey(),
                        text(record),
                        states.getOrDefault(record, State.PENDING),
                        attempts.getOrDefault(record, 0)))
            .toList();
      }
    }

    List<List<String>> batches() {
      synchronized (RunRecorder.this) {
        return batches.stream()
            .map(batch -> batch.stream().map(RunRecorder.this::text).toList())
            .toList();
      }
    }
  }

  private String text(RecordId record) {
    byte[] bytes = data.get(record);
    return bytes == null ? record.sequenceNumber() : new String(bytes, UTF_8);
  }

  private String describe(List<RecordId> records) {
    return records.stream().map(this::text).toList().toString();
  }

  URI awaitEndpoint() {
    return endpoint.join();
  }

  synchronized List<LogEvent> logs() {
    return List.copyOf(logs);
  }

  synchronized List<MetricDatum> metrics() {
    return List.copyOf(metrics);
  }

  /** Returns why the run is broken; empty if it is not. */
  synchronized List<String> broken() {
    return List.copyOf(broken);
  }

  @Override
  public void accepted(RecordId record, byte[] bytes) {
    synchronized (this) {
      data.put(record, bytes);
      story.add(
          "%s of %s has %s, key %s"
              .formatted(
                  record.shardId(), record.streamName(), text(record), record.partitionKey()));
    }
    ledger.accepted(record, bytes);
  }

  @Override
  public void started(URI uri) {
    endpoint.complete(uri);
  }

  @Override
  public synchronized void logged(LogEvent event) {
    logs.add(event);
    if (!event.text().isEmpty()) {
      story.add(event.function().name() + " │ " + event.text());
    }
  }

  @Override
  public synchronized void measured(MetricDatum datum) {
    metrics.add(datum);
  }

  @Override
  public void noticed(String sentence) {
    story.add(sentence);
  }

  @Override
  public void erred(String sentence) {
    story.add("ERROR " + sentence);
  }

  @Override
  public synchronized void broke(String sentence) {
    broken.add(sentence);
    story.add("BROKEN " + sentence);
  }
}

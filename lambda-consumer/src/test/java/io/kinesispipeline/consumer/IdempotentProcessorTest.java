package io.kinesispipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinesispipeline.model.Event;
import io.kinesispipeline.model.EventSample;
import io.kinesispipeline.telemetry.Telemetry;
import io.kinesispipeline.telemetry.TelemetrySettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An example of an idempotent processor, which can receive a record twice. */
class IdempotentProcessorTest {
  /** A conditional write, as databases offer it: writes only if the key does not exist yet. */
  private interface Orders {
    boolean insertIfAbsent(String key, Event order);
  }

  /** Checks and writes in one atomic step, so that a failure cannot happen in between. */
  private record OrderProcessor(Orders orders) implements RecordProcessor {
    @Override
    public void process(Event event, StreamRecord record, RecordLog log) {
      orders.insertIfAbsent(record.eventId(), event);
    }
  }

  private final Map<String, Event> table = new HashMap<>();
  private final BatchProcessor batches =
      batches((key, order) -> table.putIfAbsent(key, order) == null);
  private final List<StreamRecord> batch = batch(5);

  @Test
  void shouldSaveEachRecordOnce_whenTheBatchIsDeliveredAgain() {
    batches.process(batch, "request-1");
    batches.process(batch, "request-2");
    assertThat(table).hasSize(5);
  }

  @Test
  void shouldSaveEachRecordOnce_whenBatchFailedHalfway() {
    Orders losesItsConnection =
        (key, order) -> {
          if (table.size() == 3) {
            throw new IllegalStateException("connection lost");
          }
          return table.putIfAbsent(key, order) == null;
        };
    assertThat(batches(losesItsConnection).process(batch, "request-1")).hasSize(1);
    assertThat(batches.process(batch, "request-2")).isEmpty();
    assertThat(table).hasSize(5);
  }

  @Test
  void shouldSaveBothRecords_whenTheirEventsAreEqual() {
    assertThat(batch.get(0).data()).isEqualTo(batch.get(1).data());
    batches.process(batch.subList(0, 2), "request-1");
    assertThat(table).hasSize(2);
  }

  private static BatchProcessor batches(Orders orders) {
    TelemetrySettings settings = ConsumerHandler.settings(Map.of());
    return new BatchProcessor(
        new OrderProcessor(orders), Telemetry.toStandardOutput(settings).silent());
  }

  private static List<StreamRecord> batch(int size) {
    byte[] data = EventSample.json();
    return IntStream.range(0, size)
        .mapToObj(
            i -> new StreamRecord("shardId-000000000000:" + i, "" + i, "k", Instant.EPOCH, data))
        .toList();
  }
}

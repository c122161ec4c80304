package io.localstream.engine.source;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.lambda.InvocationResult;
import io.localstream.engine.source.SimulatedRecords.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A function with random responses. It knows what each response means on AWS, and keeps the record
 * states that the test compares with the mapping.
 */
final class FunctionModel {
  private static final List<String> EMPTY =
      List.of(
          "",
          "\"\"",
          "[]",
          "null",
          "{}",
          "{\"batchItemFailures\":[]}",
          "{\"batchItemFailures\":null}");

  private static final List<String> NONSENSE =
      List.of(
          "[1]",
          "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
          "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
          "{\"batchItemFailures\":[{\"itemIdentifier\":\"not-in-the-batch\"}]}",
          "{\"batchItemFailures\":[{\"wrongKey\":\"1\"}]}",
          "{\"batchItemFailures\":7}",
          "no JSON");

  private final Random random;
  private final EventSourceMapping mapping;
  private boolean mayFail;

  FunctionModel(Random random, EventSourceMapping mapping) {
    this.random = random;
    this.mapping = mapping;
  }

  void mayFail(boolean anyhow) {
    mayFail = anyhow;
  }

  InvocationResult answer(List<Entry> batch) {
    int dice = mayFail ? random.nextInt(100) : 0;
    if (dice >= 90) {
      return new InvocationResult.Throttled();
    }
    batch.forEach(entry -> entry.invoked(Optional.empty()));
    if (dice < 35) {
      batch.forEach(entry -> entry.processed = true);
      return returned(EMPTY.get(random.nextInt(EMPTY.size())));
    }
    if (dice < 55) {
      batch.forEach(entry -> entry.functionError = Optional.of("Unhandled"));
      batchFailed(batch);
      return new InvocationResult.Failed("id", "Unhandled", new byte[0]);
    }
    return dice < 80 ? report(batch) : nonsense(batch);
  }

  private InvocationResult report(List<Entry> batch) {
    List<Integer> places =
        IntStream.range(0, 1 + random.nextInt(3))
            .map(i -> random.nextInt(batch.size()))
            .boxed()
            .toList();
    if (mapping.reportBatchItemFailures()) {
      int lowest = places.stream().mapToInt(Integer::intValue).min().orElseThrow();
      batch.subList(0, lowest).forEach(entry -> entry.processed = true);
      List<Entry> left = batch.subList(lowest, batch.size());
      if (lowest == 0) {
        left.forEach(entry -> entry.failures++);
      } else {
        left.forEach(Entry::startAnew);
      }
    } else {
      batch.forEach(entry -> entry.processed = true);
    }
    return returned(
        places.stream()
            .map(place -> batch.get(place).record.sequenceNumber())
            .map(number -> "{\"itemIdentifier\":\"" + number + "\"}")
            .collect(Collectors.joining(",", "{\"batchItemFailures\":[", "]}")));
  }

  private InvocationResult nonsense(List<Entry> batch) {
    if (mapping.reportBatchItemFailures()) {
      batchFailed(batch);
    } else {
      batch.forEach(entry -> entry.processed = true);
    }
    return returned(NONSENSE.get(random.nextInt(NONSENSE.size())));
  }

  private void batchFailed(List<Entry> batch) {
    if (!mapping.bisectBatchOnFunctionError() || batch.size() == 1) {
      batch.forEach(entry -> entry.failures++);
    }
  }

  private static InvocationResult returned(String json) {
    return new InvocationResult.Succeeded("id", json.getBytes(StandardCharsets.UTF_8));
  }
}

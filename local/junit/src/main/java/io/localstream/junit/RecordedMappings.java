package io.localstream.junit;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.records.MappingListener;
import io.localstream.engine.records.RecordLedger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The recorded records of a run at each event source mapping. */
final class RecordedMappings {
  private final RunRecorder recorder;
  private final RecordLedger ledger;
  private final Map<EventSourceMapping, RunRecorder.OfMapping> mappings = new LinkedHashMap<>();

  RecordedMappings(RunRecorder recorder, RecordLedger ledger) {
    this.recorder = recorder;
    this.ledger = ledger;
  }

  /** Returns a listener that records what happens to the records of a mapping. */
  MappingListener record(EventSourceMapping mapping) {
    RunRecorder.OfMapping listener =
        recorder.new OfMapping(mapping.functionName(), ledger.of(mapping));
    mappings.put(mapping, listener);
    return listener;
  }

  /**
   * Returns the event source mapping of a function; without a name, the only one.
   *
   * @throws IllegalArgumentException if there is not exactly one
   */
  RunRecorder.OfMapping of(Optional<String> functionName) {
    List<RunRecorder.OfMapping> found =
        mappings.entrySet().stream()
            .filter(e -> functionName.map(e.getKey().functionName()::equals).orElse(true))
            .map(Map.Entry::getValue)
            .toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "Pass the name of a function with exactly one event source mapping. These functions have event source mappings: "
              + mappings.keySet().stream().map(EventSourceMapping::functionName).toList());
    }
    return found.get(0);
  }
}

package io.localstream.junit;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.records.MappingListener;
import io.localstream.engine.records.RecordLedger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of the records of a run, at each of its event source mappings. */
final class RecordedMappings {
  private final RunRecorder recorder;
  private final RecordLedger ledger;
  private final Map<EventSourceMapping, RunRecorder.OfMapping> mappings = new LinkedHashMap<>();

  RecordedMappings(RunRecorder recorder, RecordLedger ledger) {
    this.recorder = recorder;
    this.ledger = ledger;
  }

  /** Records what becomes of the records of a mapping from now on. */
  MappingListener record(EventSourceMapping mapping) {
    RunRecorder.OfMapping listener =
        recorder.new OfMapping(mapping.functionName(), ledger.of(mapping));
    mappings.put(mapping, listener);
    return listener;
  }

  /**
   * The mapping of a function; the only one where no name is given.
   *
   * @throws IllegalArgumentException when there is none, or more than one
   */
  RunRecorder.OfMapping of(Optional<String> functionName) {
    List<RunRecorder.OfMapping> found =
        mappings.entrySet().stream()
            .filter(e -> functionName.map(e.getKey().functionName()::equals).orElse(true))
            .map(Map.Entry::getValue)
            .toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "Name a function that has one event source mapping: there are those of "
              + mappings.keySet().stream().map(EventSourceMapping::functionName).toList());
    }
    return found.get(0);
  }
}

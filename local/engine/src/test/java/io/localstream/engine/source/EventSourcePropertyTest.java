package io.localstream.engine.source;

import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Runs mappings with random settings on simulated streams with random events. {@link
 * SimulatedStream} has the rules that must hold all the time.
 */
class EventSourcePropertyTest {

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void shouldLoseNothingKeepOrderAndStayWithinItsLimits_whateverHappens(
      @ForAll("mappings") EventSourceMapping mapping, @ForAll long seed) {
    SimulatedStream stream = new SimulatedStream(mapping, seed);

    stream.letAnythingHappen(400);
    stream.letEverythingWorkUntilAllRecordsAreDone();
  }

  @Provide
  Arbitrary<EventSourceMapping> mappings() {
    Arbitrary<TestMapping> batching =
        Combinators.combine(
                Arbitraries.integers().between(1, 8),
                Arbitraries.integers().between(0, 3),
                Arbitraries.integers().between(1, 4))
            .as(
                (batchSize, window, factor) ->
                    TestMapping.mapping()
                        .batchSize(batchSize)
                        .window(Duration.ofSeconds(window))
                        .parallelizationFactor(factor));
    return Combinators.combine(
            batching,
            Arbitraries.integers().between(-1, 3),
            Arbitraries.integers().between(60, 300).injectNull(0.5),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as(
            (mapping, attempts, age, bisect, report) -> {
              mapping.maximumRetryAttempts(attempts);
              mapping.maximumRecordAge(age == null ? null : Duration.ofSeconds(age));
              if (bisect) {
                mapping.bisectBatchOnFunctionError();
              }
              if (report) {
                mapping.reportBatchItemFailures();
              }
              return mapping.build();
            });
  }
}

package io.localstream.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.localstream.engine.cloudwatch.PrivateFile;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.lambda.FunctionStatistics;
import io.localstream.engine.records.Balance;
import io.localstream.engine.records.Balance.Counts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The summary of a run, as {@code --summary} writes it.
 *
 * @param counts the outcomes of records at the event source mapping that is furthest behind
 * @param mappings the outcomes at each mapping, by function name
 * @param functions the statistics by function name
 * @param seed the seed of random decisions
 * @param unusedGrants grants that neither functions used nor Lambda needs, as {@code function
 *     action on resource}
 * @param unusedFailureGrants grants for on-failure deliveries that were not used
 * @param denied AWS's error messages of denied requests
 * @param injected the number of injected faults by name
 */
record Summary(
    @JsonUnwrapped Counts counts,
    Map<String, Counts> mappings,
    Map<String, FunctionStatistics> functions,
    long seed,
    List<String> unusedGrants,
    List<String> unusedFailureGrants,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> denied,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Long> injected) {

  static Summary of(
      Balance furthestBehind,
      Map<String, Balance> mappings,
      Map<String, FunctionStatistics> functions,
      long seed,
      AccessControl access,
      Map<String, Long> injected) {
    Map<String, Counts> counts = new LinkedHashMap<>();
    mappings.forEach((name, balance) -> counts.put(name, balance.counts()));
    return new Summary(
        furthestBehind.counts(),
        counts,
        functions,
        seed,
        access.unusedGrants(),
        access.unusedFailureGrants(),
        access.denials(),
        new TreeMap<>(injected));
  }

  /** Prints the summary. {@code failures} is the folder of the on-failure destinations. */
  void print(Console console, Path failures) {
    console.println("");
    console.notice(text(counts));
    if (counts.failed() > 0) {
      console.notice(
          "%d failed and kept in %s; the exit code is 0 if all failed records are kept"
              .formatted(counts.failed(), failures));
    }
    if (mappings.size() > 1) {
      mappings.forEach(
          (name, ofMapping) -> console.println("  at " + name + ": " + text(ofMapping)));
    }
    functions.forEach(
        (name, f) ->
            console.println(
                "  %s: %d invocations, %d errors, cold starts %d (%.0f ms), p50 %.1f ms, p99 %.1f ms, %d MB"
                    .formatted(
                        name,
                        f.invocations(),
                        f.errors(),
                        f.coldStarts(),
                        f.initMs(),
                        f.p50Ms(),
                        f.p99Ms(),
                        f.maxMemoryMb())));
    injected.forEach((fault, times) -> console.println("  injected " + fault + ": " + times));
    if (!unusedGrants.isEmpty()) {
      console.println("Granted, but not used in this run (remove a grant that no run uses):");
      unusedGrants.forEach(grant -> console.println("  " + grant));
    }
    denied.forEach(console::error);
  }

  private static String text(Counts counts) {
    return "%d produced, %d consumed,%s %d failed, %d pending, %d lost, %d delivered again after success, %d out of order"
        .formatted(
            counts.produced(),
            counts.consumed(),
            counts.filtered() > 0 ? " " + counts.filtered() + " filtered," : "",
            counts.failed(),
            counts.pending(),
            counts.lost(),
            counts.duplicates(),
            counts.outOfOrder());
  }

  /** Writes the summary as one JSON object. */
  void writeTo(Path file) throws IOException {
    try (OutputStream out = PrivateFile.create(file)) {
      String line = new JsonMapper().writeValueAsString(this) + System.lineSeparator();
      out.write(line.getBytes(StandardCharsets.UTF_8));
    }
  }
}

package io.kinesispipeline.local.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kinesispipeline.local.StartException;
import io.kinesispipeline.local.access.AccessControl;
import io.kinesispipeline.local.lambda.FunctionStatistics;
import io.kinesispipeline.local.log.PrivateFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run has to show for itself, as {@code --summary} writes it.
 *
 * @param produced records that the stream accepted
 * @param consumed records that the event source checkpointed as processed
 * @param failed records delivered to the failure destination
 * @param lost produced − consumed − failed
 * @param duplicates deliveries of a record after one that succeeded
 * @param outOfOrder records that were settled after a later one of their partition key
 * @param functions what each function did, by its name
 * @param seed what repeats the run's random decisions
 * @param unusedGrants what roles allow, and neither their functions did nor Lambda needs: {@code
 *     function action on resource}
 * @param unusedFailureGrants what roles allow for delivering failures, and was not used
 * @param denied what roles did not allow, in AWS's words
 * @param injected how often each fault was injected, by its name
 */
record Summary(
    long produced,
    long consumed,
    long failed,
    long lost,
    long duplicates,
    long outOfOrder,
    Map<String, FunctionStatistics> functions,
    long seed,
    List<String> unusedGrants,
    List<String> unusedFailureGrants,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> denied,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Long> injected) {

  static Summary of(
      RecordLedger.Balance balance,
      Map<String, FunctionStatistics> functions,
      long seed,
      AccessControl access,
      Map<String, Long> injected) {
    return new Summary(
        balance.produced(),
        balance.consumed(),
        balance.failed(),
        balance.lost(),
        balance.duplicates(),
        balance.outOfOrder(),
        functions,
        seed,
        access.unusedGrants(),
        access.unusedFailureGrants(),
        access.denials(),
        new TreeMap<>(injected));
  }

  /** Shows the summary. */
  void print(Console console) {
    console.println("");
    console.notice(
        "%d produced, %d consumed, %d failed, %d lost, %d delivered again after success, %d out of order"
            .formatted(produced, consumed, failed, lost, duplicates, outOfOrder));
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
      console.println("Granted, but not used in this run (a grant that no run uses can go):");
      unusedGrants.forEach(grant -> console.println("  " + grant));
    }
    denied.forEach(console::error);
  }

  /** Writes the summary as one JSON object. */
  void writeTo(Path file) {
    try (OutputStream out = PrivateFile.create(file)) {
      String line = new JsonMapper().writeValueAsString(this) + System.lineSeparator();
      out.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new StartException(
          "the summary can't be written to " + file + ": " + e.getMessage(), e);
    }
  }
}

package io.localstream.engine.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A platform event, which Lambda writes to a function's log.
 *
 * @param level the log level, by which the JSON format filters
 * @param record the event in the JSON format
 * @param lines the event in the text format; empty if that format has no such event
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-logging.html">Java logging</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html">Schema of
 *     platform events</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html">
 *     System log level event mapping</a>
 */
record PlatformEvent(String type, LogLevel level, ObjectNode record, List<String> lines) {
  private static final String RUNTIME_VERSION = "java:" + Runtime.version().feature();

  static PlatformEvent initStart(Deployment.Function function) {
    ObjectNode record =
        init(function)
            .put("runtimeVersion", RUNTIME_VERSION)
            .put("functionName", function.name())
            .put("functionVersion", function.version());
    return new PlatformEvent(
        "platform.initStart",
        LogLevel.INFO,
        record,
        List.of("INIT_START Runtime Version: " + RUNTIME_VERSION));
  }

  /** The text format has no event for a successful init on demand: REPORT has its duration. */
  static PlatformEvent initReport(
      Deployment.Function function, Duration duration, Optional<InvocationOutcome> failure) {
    ObjectNode record = init(function);
    putStatus(record, failure);
    record.putObject("metrics").put("durationMs", ms(duration));
    LogLevel ofSuccess = function.snapStart() ? LogLevel.INFO : LogLevel.DEBUG;
    String phase = failure.isPresent() ? "\tPhase: init" : "";
    String line = "INIT_REPORT Init Duration: " + msText(duration) + phase + statusText(failure);
    return new PlatformEvent(
        "platform.initReport",
        failure.isPresent() ? LogLevel.WARN : ofSuccess,
        record,
        failure.isPresent() || function.snapStart() ? List.of(line) : List.of());
  }

  private static ObjectNode init(Deployment.Function function) {
    return object()
        .put("initializationType", FunctionCommand.initializationType(function))
        .put("phase", "init");
  }

  static PlatformEvent restoreStart() {
    return new PlatformEvent(
        "platform.restoreStart",
        LogLevel.INFO,
        object().put("runtimeVersion", RUNTIME_VERSION),
        List.of("RESTORE_START Runtime Version: " + RUNTIME_VERSION));
  }

  static PlatformEvent restoreReport(Duration duration, Optional<InvocationOutcome> failure) {
    ObjectNode record = object();
    putStatus(record, failure);
    record.putObject("metrics").put("durationMs", ms(duration));
    return new PlatformEvent(
        "platform.restoreReport",
        failure.isPresent() ? LogLevel.WARN : LogLevel.INFO,
        record,
        List.of("RESTORE_REPORT Restore Duration: " + msText(duration) + statusText(failure)));
  }

  static PlatformEvent start(String requestId, String version) {
    return new PlatformEvent(
        "platform.start",
        LogLevel.INFO,
        object().put("requestId", requestId).put("version", version),
        List.of("START RequestId: " + requestId + " Version: " + version));
  }

  /** Returns the event at the end of an invocation, with the message of a platform error. */
  static PlatformEvent runtimeDone(Instant time, String requestId, InvocationOutcome outcome) {
    List<String> lines = new ArrayList<>();
    if (outcome.timedOut()) {
      lines.add(time.truncatedTo(ChronoUnit.MILLIS) + " " + requestId + " " + outcome.message());
    } else if (outcome.byPlatform()) {
      lines.add("RequestId: " + requestId + " Error: " + outcome.message());
      lines.add(outcome.errorType());
    }
    lines.add("END RequestId: " + requestId);
    ObjectNode record = object().put("requestId", requestId);
    putStatus(record, failure(outcome));
    return new PlatformEvent(
        "platform.runtimeDone", outcome.failed() ? LogLevel.WARN : LogLevel.DEBUG, record, lines);
  }

  /**
   * Returns the REPORT event. The billed duration includes init and restore.
   *
   * @see <a
   *     href="https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/">
   *     Billing for the init phase</a>
   */
  static PlatformEvent report(
      String requestId,
      Duration duration,
      Optional<ColdStart> coldStart,
      int memorySizeMb,
      int maxMemoryMb,
      InvocationOutcome outcome) {
    long billedMs =
        billedMs(duration.plus(coldStart.map(ColdStart::duration).orElse(Duration.ZERO)));
    int usedMb = Math.min(maxMemoryMb, memorySizeMb);
    ObjectNode record = object().put("requestId", requestId);
    ObjectNode metrics =
        record
            .putObject("metrics")
            .put("durationMs", ms(duration))
            .put("billedDurationMs", billedMs)
            .put("memorySizeMB", memorySizeMb)
            .put("maxMemoryUsedMB", usedMb);
    coldStart.ifPresent(
        start ->
            metrics.put(
                start.restored() ? "restoreDurationMs" : "initDurationMs", ms(start.duration())));
    putStatus(record, failure(outcome));
    String line =
        "REPORT RequestId: %s\tDuration: %s\tBilled Duration: %d ms"
                .formatted(requestId, msText(duration), billedMs)
            + "\tMemory Size: %d MB\tMax Memory Used: %d MB".formatted(memorySizeMb, usedMb)
            + coldStart.map(PlatformEvent::coldStartText).orElse("")
            + statusText(
                failure(outcome).filter(e -> e.kind() != InvocationOutcome.Kind.FUNCTION_ERROR));
    return new PlatformEvent(
        "platform.report", outcome.failed() ? LogLevel.WARN : LogLevel.INFO, record, List.of(line));
  }

  /** Returns the log event in the JSON format. */
  ObjectNode json(Instant time) {
    ObjectNode json =
        object().put("time", time.truncatedTo(ChronoUnit.MILLIS).toString()).put("type", type);
    json.set("record", record);
    return json;
  }

  private static Optional<InvocationOutcome> failure(InvocationOutcome outcome) {
    return Optional.of(outcome).filter(InvocationOutcome::failed);
  }

  private static void putStatus(ObjectNode record, Optional<InvocationOutcome> failure) {
    record.put("status", failure.map(f -> f.timedOut() ? "timeout" : "error").orElse("success"));
    failure.filter(f -> !f.timedOut()).ifPresent(f -> record.put("errorType", f.errorType()));
  }

  private static String statusText(Optional<InvocationOutcome> failure) {
    return failure
        .map(
            f ->
                f.timedOut()
                    ? "\tStatus: timeout"
                    : "\tStatus: error\tError Type: " + f.errorType())
        .orElse("");
  }

  private static String coldStartText(ColdStart start) {
    String duration = msText(start.duration());
    return start.restored()
        ? "\tRestore Duration: %s\tBilled Restore Duration: %d ms"
            .formatted(duration, billedMs(start.duration()))
        : "\tInit Duration: " + duration;
  }

  private static double ms(Duration duration) {
    return Math.round(duration.toNanos() / 1e3) / 1e3;
  }

  private static String msText(Duration duration) {
    return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
  }

  private static long billedMs(Duration duration) {
    return (duration.toNanos() + 999_999) / 1_000_000;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}

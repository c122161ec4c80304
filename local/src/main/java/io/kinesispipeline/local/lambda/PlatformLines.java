package io.kinesispipeline.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The lines that Lambda itself writes to a function's log, in CloudWatch's text format.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-logging.html">Java logging</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-monitoring.html">SnapStart
 *     monitoring</a>
 */
final class PlatformLines {
  private PlatformLines() {}

  static String initStart() {
    return "INIT_START Runtime Version: java:" + Runtime.version().feature();
  }

  static String initReport(Duration duration, Optional<Ending> failure) {
    String phase = failure.isPresent() ? "\tPhase: init" : "";
    return "INIT_REPORT Init Duration: " + ms(duration) + phase + status(failure);
  }

  static String restoreStart() {
    return "RESTORE_START Runtime Version: java:" + Runtime.version().feature();
  }

  static String restoreReport(Duration duration, Optional<Ending> failure) {
    return "RESTORE_REPORT Restore Duration: " + ms(duration) + status(failure);
  }

  static String start(String requestId, String version) {
    return "START RequestId: " + requestId + " Version: " + version;
  }

  static String end(String requestId) {
    return "END RequestId: " + requestId;
  }

  /**
   * The REPORT line. Init and restore count as billed time.
   *
   * @see <a
   *     href="https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/">
   *     Billing for the init phase</a>
   */
  static String report(
      String requestId,
      Duration duration,
      Optional<ColdStart> coldStart,
      int memorySizeMb,
      int maxMemoryMb,
      Ending ending) {
    Duration billed = duration.plus(coldStart.map(ColdStart::duration).orElse(Duration.ZERO));
    return "REPORT RequestId: %s\tDuration: %s\tBilled Duration: %s"
            .formatted(requestId, ms(duration), billedMs(billed))
        + "\tMemory Size: %d MB\tMax Memory Used: %d MB"
            .formatted(memorySizeMb, Math.min(maxMemoryMb, memorySizeMb))
        + coldStart.map(PlatformLines::coldStart).orElse("")
        + status(Optional.of(ending).filter(e -> e.kind() != Ending.Kind.FUNCTION_ERROR));
  }

  /** What explains an error of the platform's own, between START and END. */
  static List<String> error(Instant time, String requestId, Ending ending) {
    if (ending.timedOut()) {
      return List.of(
          time.truncatedTo(ChronoUnit.MILLIS) + " " + requestId + " " + ending.message());
    }
    return ending.byPlatform()
        ? List.of("RequestId: " + requestId + " Error: " + ending.message(), ending.errorType())
        : List.of();
  }

  private static String coldStart(ColdStart start) {
    String duration = ms(start.duration());
    return start.restored()
        ? "\tRestore Duration: %s\tBilled Restore Duration: %s"
            .formatted(duration, billedMs(start.duration()))
        : "\tInit Duration: " + duration;
  }

  private static String status(Optional<Ending> ending) {
    return ending
        .filter(Ending::failed)
        .map(
            failure ->
                failure.timedOut()
                    ? "\tStatus: timeout"
                    : "\tStatus: error\tError Type: " + failure.errorType())
        .orElse("");
  }

  private static String ms(Duration duration) {
    return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
  }

  private static String billedMs(Duration duration) {
    return (duration.toNanos() + 999_999) / 1_000_000 + " ms";
  }
}

package io.localstream.sender;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The stream has not accepted all records. The message says how many of how many it has not, and
 * the error codes.
 */
public final class RecordsNotAcceptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private RecordsNotAcceptedException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Describes where sending ended.
   *
   * @param last the answer to the last request; all records it rejected are among those missing
   */
  static RecordsNotAcceptedException after(Answer last, int missing, int total, String stream) {
    Map<String, Integer> reasons = new TreeMap<>(last.errorCodes());
    int unsent = missing - last.rejected().size();
    if (unsent > 0) {
      reasons.put("not sent", unsent);
    }
    String listed =
        reasons.entrySet().stream()
            .map(reason -> reason.getKey() + " (" + reason.getValue() + ")")
            .collect(Collectors.joining(", "));
    return new RecordsNotAcceptedException(
        "stream %s %s %d of %d records%s: %s%s"
            .formatted(
                stream,
                last.isFinal() ? "refused" : "did not accept",
                missing,
                total,
                last.isFinal() ? "" : " in time",
                listed,
                last.failure() == null ? "" : ": " + last.failure().getMessage()),
        last.failure());
  }
}

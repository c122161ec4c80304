package io.localstream.sender;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Thrown if the stream did not accept all records. The message has the number of missing records,
 * the total, and the error codes.
 */
public final class RecordsNotAcceptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private RecordsNotAcceptedException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Creates the exception.
   *
   * @param last the result of the last request; its rejected records are among the missing ones
   */
  static RecordsNotAcceptedException after(PutResult last, int missing, int total, String stream) {
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

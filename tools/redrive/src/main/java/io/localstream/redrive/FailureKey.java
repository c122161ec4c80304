package io.localstream.redrive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of a failure object: {@code aws/lambda/<event source mapping>/<shard
 * id>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<UUID>}.
 *
 * @param key the key, or in a folder the path that ends with the key
 * @param time when Lambda wrote the object, to the second
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">
 *     Retaining discarded batch records</a>
 */
record FailureKey(String key, Instant time) {
  static final String PREFIX = "aws/lambda/";

  /** The suffix of the key of a marker object. */
  static final String MARKER = ".redriven";

  private static final Pattern FORM =
      Pattern.compile(
          "(?:.*/)?aws/lambda/[^/]+/[^/]+/\\d{4}/\\d{2}/\\d{2}"
              + "/(\\d{4}-\\d{2}-\\d{2}T\\d{2}\\.\\d{2}\\.\\d{2})-[^/.]+");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH.mm.ss");

  /** Parses a key; empty if it is not the key of a failure object. */
  static Optional<FailureKey> parse(String key) {
    Matcher form = FORM.matcher(key);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      Instant time = LocalDateTime.parse(form.group(1), TIME).toInstant(ZoneOffset.UTC);
      return Optional.of(new FailureKey(key, time));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns the keys of failure objects that were written at a time or later, in order. */
  static List<FailureKey> since(Instant since, Collection<String> keys) {
    return keys.stream()
        .flatMap(key -> parse(key).stream())
        .filter(failure -> !failure.time().isBefore(since))
        .sorted(Comparator.comparing(FailureKey::key))
        .toList();
  }

  /** Returns the keys without a marker. */
  static List<FailureKey> unmarked(List<FailureKey> failures, Collection<String> keys) {
    Set<String> all = new HashSet<>(keys);
    return failures.stream().filter(failure -> !all.contains(failure.marker())).toList();
  }

  String marker() {
    return key + MARKER;
  }
}

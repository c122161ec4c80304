package io.localstream.engine.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The parameters of a request. */
final class QueryParameters {
  private final Map<String, String> values = new TreeMap<>();

  /**
   * Reads the parameters of a URI.
   *
   * @throws BadRequestException if a parameter is set twice, or is not URL-encoded
   */
  QueryParameters(URI uri) {
    String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
    for (String part : query.split("&")) {
      if (!part.isEmpty()) {
        String[] pair = part.split("=", 2);
        if (values.put(decoded(pair[0]), pair.length < 2 ? "" : decoded(pair[1])) != null) {
          throw new BadRequestException(400, decoded(pair[0]) + " must not be set twice");
        }
      }
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(400, "not URL-encoded: " + text);
    }
  }

  /** Refuses parameters with other names. */
  void allow(List<String> names) {
    for (String name : values.keySet()) {
      if (!names.contains(name)) {
        throw new BadRequestException(
            400, "there is no parameter %s here, only %s".formatted(name, names));
      }
    }
  }

  long number(String name, long least, long most, long otherwise) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value.matches("\\d{1,18}")
        && Long.parseLong(value) >= least
        && Long.parseLong(value) <= most) {
      return Long.parseLong(value);
    }
    throw new BadRequestException(
        400, "%s must be %d to %d, was %s".formatted(name, least, most, value));
  }

  <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    return Optional.ofNullable(values.get(name))
        .map(
            value -> {
              try {
                return Enum.valueOf(type, value);
              } catch (IllegalArgumentException e) {
                throw new BadRequestException(
                    400,
                    "%s must be one of %s, was %s"
                        .formatted(name, List.of(type.getEnumConstants()), value));
              }
            });
  }

  /** Returns whether a parameter is absent, or equal to the value of an item. */
  boolean matches(String name, String actual) {
    return values.getOrDefault(name, actual).equals(actual);
  }

  /** Returns whether a parameter is absent, or its value meets a condition. */
  boolean allows(String name, Predicate<String> condition) {
    return !values.containsKey(name) || condition.test(values.get(name));
  }
}

package io.kinesispipeline.infra.app;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Declares settings of each type, and lists them in the order of their declaration. */
final class SettingDeclarations {
  private final List<Setting<?>> declared = new ArrayList<>();

  List<Setting<?>> all() {
    return Collections.unmodifiableList(declared);
  }

  Setting<Integer> integer(
      String name, int minimum, int maximum, int defaultValue, String description) {
    return integer(
        name,
        value -> value >= minimum && value <= maximum,
        minimum + " to " + maximum,
        defaultValue,
        description);
  }

  Setting<Integer> integer(
      String name, List<Integer> values, int defaultValue, String description) {
    return integer(
        name,
        values::contains,
        "one of " + values.toString().replaceAll("[\\[\\]]", ""),
        defaultValue,
        description);
  }

  /**
   * An empty text means "not set": with it the command line can remove a value that the file sets.
   */
  Setting<Optional<Integer>> optionalInteger(
      String name, int minimum, int maximum, String description) {
    IntPredicate valid = value -> value >= minimum && value <= maximum;
    return declare(
        name,
        minimum + " to " + maximum,
        json ->
            json.equals("")
                ? Optional.of(Optional.empty())
                : present(
                    Optional.of(json)
                        .filter(Integer.class::isInstance)
                        .map(Integer.class::cast)
                        .filter(valid::test)),
        text ->
            text.isEmpty()
                ? Optional.of(Optional.empty())
                : present(parseInteger(text).filter(valid::test)),
        "",
        description);
  }

  private static <T> Optional<Optional<T>> present(Optional<T> value) {
    return Optional.of(value).filter(Optional::isPresent);
  }

  private Setting<Integer> integer(
      String name, IntPredicate valid, String range, int defaultValue, String description) {
    return declare(
        name,
        range,
        ofType(Integer.class, value -> Optional.of(value).filter(valid::test)),
        text -> parseInteger(text).filter(valid::test),
        defaultValue,
        description);
  }

  private static Optional<Integer> parseInteger(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  Setting<Boolean> flag(String name, boolean defaultValue, String description) {
    return declare(
        name,
        "true or false",
        ofType(Boolean.class, Optional::of),
        text ->
            List.of("true", "false").contains(text)
                ? Optional.of(Boolean.valueOf(text))
                : Optional.empty(),
        defaultValue,
        description);
  }

  Setting<String> text(
      String name, Pattern pattern, String range, String defaultValue, String description) {
    return fromText(
        name,
        range,
        text -> Optional.of(text).filter(pattern.asMatchPredicate()),
        defaultValue,
        description);
  }

  /**
   * An empty text means "not set": with it the command line can remove a value that the file sets.
   */
  Setting<Optional<String>> optionalText(
      String name, Pattern pattern, String range, String description) {
    return fromText(
        name,
        range,
        text ->
            text.isEmpty()
                ? Optional.of(Optional.empty())
                : present(Optional.of(text).filter(pattern.asMatchPredicate())),
        "",
        description);
  }

  /**
   * An empty text means "not set": with it the command line can remove a value that the file sets.
   */
  Setting<Optional<Instant>> optionalInstant(String name, String description) {
    return fromText(
        name,
        "a date and time in ISO 8601 with an offset, as in 2026-01-31T08:00:00Z",
        text -> text.isEmpty() ? Optional.of(Optional.empty()) : present(parseInstant(text)),
        "",
        description);
  }

  private static Optional<Instant> parseInstant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant())
          .filter(instant -> !instant.isBefore(Instant.EPOCH));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  <T> Setting<T> choice(
      String name, Map<String, T> choices, String defaultChoice, String description) {
    return fromText(
        name,
        String.join(" or ", choices.keySet().stream().sorted().toList()),
        text -> Optional.ofNullable(choices.get(text)),
        defaultChoice,
        description);
  }

  private <T> Setting<T> fromText(
      String name,
      String range,
      Function<String, Optional<T>> parser,
      String defaultText,
      String description) {
    return declare(name, range, ofType(String.class, parser), parser, defaultText, description);
  }

  /** Declares a list of texts, which the command line separates with commas. */
  Setting<List<String>> texts(
      String name, Pattern pattern, int maximum, String range, String description) {
    return declare(
        name,
        range,
        json -> json instanceof List<?> list ? texts(list, pattern, maximum) : Optional.empty(),
        text -> texts(text.isEmpty() ? List.of() : List.of(text.split(",", -1)), pattern, maximum),
        List.of(),
        description);
  }

  private static Optional<List<String>> texts(List<?> list, Pattern pattern, int maximum) {
    List<String> texts =
        list.stream()
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .filter(pattern.asMatchPredicate())
            .toList();
    return Optional.of(texts).filter(all -> all.size() == list.size() && all.size() <= maximum);
  }

  static <J, T> Function<Object, Optional<T>> ofType(
      Class<J> type, Function<J, Optional<T>> parser) {
    return json -> type.isInstance(json) ? parser.apply(type.cast(json)) : Optional.empty();
  }

  <T> Setting<T> declare(
      String name,
      String range,
      Function<Object, Optional<T>> fromJson,
      Function<String, Optional<T>> fromText,
      Object defaultJson,
      String description) {
    Setting<T> setting =
        new Setting<>(
            name,
            range,
            fromJson,
            fromText,
            defaultJson,
            fromJson.apply(defaultJson).orElseThrow(),
            description);
    declared.add(setting);
    return setting;
  }
}

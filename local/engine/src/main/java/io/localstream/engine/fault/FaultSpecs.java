package io.localstream.engine.fault;

import io.localstream.engine.lifecycle.StartException;
import io.localstream.engine.schedule.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The validated values of {@code --fault}. */
public final class FaultSpecs {
  private static final Pattern SHARE = Pattern.compile("\\d*\\.?\\d+");
  private static final Duration MAX = Duration.ofHours(24);

  private final Map<FaultKind, FaultValue> values = new EnumMap<>(FaultKind.class);
  private final List<String> texts = new ArrayList<>();

  /** A share, or the start and the length of a fault, or an interval as the length. */
  private record FaultValue(double share, Duration start, Duration length) {}

  private FaultSpecs() {}

  /**
   * Reads specs such as {@code kinesis.throttle=0.3}, {@code kinesis.outage=5s+3s} and {@code
   * stream.reshard=10s}.
   *
   * @param specs one for each {@code --fault}
   * @throws StartException naming each spec that is unknown, out of range or a duplicate, and the
   *     valid faults
   */
  public static FaultSpecs parse(List<String> specs) {
    FaultSpecs parsed = new FaultSpecs();
    List<String> errors = new ArrayList<>();
    for (String spec : specs) {
      try {
        parsed.add(spec);
      } catch (IllegalArgumentException e) {
        errors.add("--fault " + spec + ": " + e.getMessage());
      }
    }
    if (!errors.isEmpty()) {
      errors.add("The faults are:");
      Arrays.stream(FaultKind.values()).forEach(kind -> errors.add("  " + kind.usage()));
      throw new StartException(String.join("\n", errors));
    }
    return parsed;
  }

  /**
   * Checks that the services whose calls the faults are for can be called.
   *
   * @param services the services that functions can call besides those that the engine simulates,
   *     as in actions
   * @return these faults
   * @throws StartException naming the faults that would never be injected
   */
  public FaultSpecs requireServices(Set<String> services) {
    List<String> useless =
        values.keySet().stream()
            .filter(kind -> ServiceFault.of(kind).isPresent())
            .map(FaultKind::specName)
            .filter(name -> !services.contains(name.split("\\.")[0]))
            .map(
                name ->
                    "--fault %s: this run forwards no calls to %s, so the fault would never be injected: add a resource of the service to a stack, give --services <url>, or remove the fault"
                        .formatted(name, name.split("\\.")[0]))
            .toList();
    if (!useless.isEmpty()) {
      throw new StartException(String.join(System.lineSeparator(), useless));
    }
    return this;
  }

  /** Returns the interval of resharding, if it is enabled. */
  public Optional<Duration> reshardInterval() {
    return Optional.ofNullable(values.get(FaultKind.STREAM_RESHARD)).map(FaultValue::length);
  }

  /** Returns the specs as they were given. */
  List<String> texts() {
    return List.copyOf(texts);
  }

  Set<FaultKind> kinds() {
    return values.keySet();
  }

  /** Returns whether a fault has the same value in other specs. */
  boolean isSame(FaultSpecs others, FaultKind kind) {
    return values.containsKey(kind) && values.get(kind).equals(others.values.get(kind));
  }

  double share(FaultKind kind) {
    return values.containsKey(kind) ? values.get(kind).share() : 0;
  }

  /** Returns whether there is an outage at a time after the start. */
  boolean outageAt(FaultKind kind, Duration sinceStart) {
    FaultValue outage = values.get(kind);
    return outage != null
        && sinceStart.compareTo(outage.start()) >= 0
        && sinceStart.compareTo(outage.start().plus(outage.length())) < 0;
  }

  private void add(String spec) {
    String[] nameAndValue = spec.split("=", 2);
    FaultKind kind =
        FaultKind.named(nameAndValue[0])
            .orElseThrow(() -> new IllegalArgumentException("is not a fault"));
    if (values.containsKey(kind)) {
      throw new IllegalArgumentException("is set twice: set it once");
    }
    values.put(kind, value(kind, nameAndValue.length == 2 ? nameAndValue[1] : ""));
    texts.add(spec);
  }

  private static FaultValue value(FaultKind kind, String text) {
    return switch (kind.value()) {
      case SHARE -> new FaultValue(share(text), Duration.ZERO, Duration.ZERO);
      case PERIOD -> {
        int plus = Math.max(text.indexOf('+'), 0);
        Duration start = duration(text.substring(0, plus), Duration.ZERO);
        yield new FaultValue(0, start, duration(text.substring(plus + 1), Duration.ofMillis(1)));
      }
      case INTERVAL -> new FaultValue(0, Duration.ZERO, duration(text, Duration.ofSeconds(1)));
    };
  }

  private static double share(String text) {
    if (!SHARE.matcher(text).matches() || Double.parseDouble(text) > 1) {
      throw new IllegalArgumentException("not a valid value");
    }
    return Double.parseDouble(text);
  }

  private static Duration duration(String text, Duration min) {
    Duration duration = Durations.parse(text);
    if (duration.compareTo(min) < 0 || duration.compareTo(MAX) > 0) {
      throw new IllegalArgumentException("not a valid value");
    }
    return duration;
  }
}

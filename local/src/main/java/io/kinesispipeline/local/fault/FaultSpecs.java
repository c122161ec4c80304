package io.kinesispipeline.local.fault;

import io.kinesispipeline.local.StartException;
import io.kinesispipeline.local.schedule.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The faults that {@code --fault} asks for, checked. */
public final class FaultSpecs {
  /** None at all. */
  public static final FaultSpecs NONE = new FaultSpecs();

  private static final Pattern SHARE = Pattern.compile("\\d*\\.?\\d+");
  private static final Duration MAX = Duration.ofHours(24);

  private final Map<FaultKind, Double> shares = new EnumMap<>(FaultKind.class);
  private final Map<FaultKind, Duration> durations = new EnumMap<>(FaultKind.class);
  private final Set<FaultKind> kinds = Collections.newSetFromMap(new EnumMap<>(FaultKind.class));
  private Duration outageStart = Duration.ZERO;

  private FaultSpecs() {}

  /**
   * Reads specs such as {@code kinesis.throttle=0.3}, {@code kinesis.outage=5s+3s} and {@code
   * stream.reshard=10s}.
   *
   * @param specs one for each {@code --fault}
   * @throws StartException naming every spec that is unknown, out of range or given twice, and the
   *     valid ones
   */
  public static FaultSpecs parse(List<String> specs) {
    FaultSpecs parsed = new FaultSpecs();
    List<String> errors = new ArrayList<>();
    for (String spec : specs) {
      parsed.add(spec).ifPresent(error -> errors.add("--fault " + spec + ": " + error));
    }
    if (!errors.isEmpty()) {
      errors.add("The faults are:");
      Arrays.stream(FaultKind.values()).forEach(kind -> errors.add("  " + kind.usage()));
      throw new StartException(String.join("\n", errors));
    }
    return parsed;
  }

  /** The interval of resharding, where that is asked for. */
  public Optional<Duration> reshardInterval() {
    return Optional.ofNullable(durations.get(FaultKind.STREAM_RESHARD));
  }

  Set<FaultKind> kinds() {
    return kinds;
  }

  double share(FaultKind kind) {
    return shares.getOrDefault(kind, 0.0);
  }

  /** Whether the outage is on, so long after the start. */
  boolean outageAt(Duration sinceStart) {
    Duration length = durations.getOrDefault(FaultKind.KINESIS_OUTAGE, Duration.ZERO);
    return sinceStart.compareTo(outageStart) >= 0
        && sinceStart.compareTo(outageStart.plus(length)) < 0;
  }

  /** Takes a spec in, or says what is wrong with it. */
  private Optional<String> add(String spec) {
    int equals = Math.max(spec.indexOf('='), 0);
    Optional<FaultKind> kind = FaultKind.named(spec.substring(0, equals));
    if (kind.isEmpty()) {
      return Optional.of("there is no such fault");
    }
    if (!kinds.add(kind.get())) {
      return Optional.of("given twice");
    }
    return setValue(kind.get(), spec.substring(equals + 1))
        ? Optional.empty()
        : Optional.of("not a valid value");
  }

  private boolean setValue(FaultKind kind, String value) {
    return switch (kind.value()) {
      case SHARE -> setShare(kind, value);
      case PERIOD -> setOutage(value.split("\\+", -1));
      case INTERVAL -> setDuration(kind, value, Duration.ofSeconds(1));
    };
  }

  private boolean setShare(FaultKind kind, String value) {
    if (!SHARE.matcher(value).matches() || Double.parseDouble(value) > 1) {
      return false;
    }
    shares.put(kind, Double.parseDouble(value));
    return true;
  }

  private boolean setOutage(String[] startAndLength) {
    Optional<Duration> start = duration(startAndLength[0], Duration.ZERO);
    start.ifPresent(value -> outageStart = value);
    return start.isPresent()
        && startAndLength.length == 2
        && setDuration(FaultKind.KINESIS_OUTAGE, startAndLength[1], Duration.ofMillis(1));
  }

  private boolean setDuration(FaultKind kind, String value, Duration min) {
    Optional<Duration> duration = duration(value, min);
    duration.ifPresent(d -> durations.put(kind, d));
    return duration.isPresent();
  }

  private static Optional<Duration> duration(String text, Duration min) {
    try {
      Duration duration = Durations.parse(text);
      return Optional.of(duration).filter(d -> d.compareTo(min) >= 0 && d.compareTo(MAX) <= 0);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

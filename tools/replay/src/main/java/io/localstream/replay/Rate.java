package io.localstream.replay;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The maximum rate of records.
 *
 * @param records the number of records, 1 or more
 * @param per the time for these records: a second, a minute or an hour
 */
record Rate(long records, Duration per) {
  /** The longest time whose records are sent together. */
  private static final Duration SLICE = Duration.ofMillis(100);

  /** Parses {@code 100/s}, {@code 30/m} or {@code 10/h}. */
  static final class Converter implements ITypeConverter<Rate> {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,8})/([smh])");

    @Override
    public Rate convert(String text) {
      Matcher rate = FORM.matcher(text);
      if (!rate.matches()) {
        throw new TypeConversionException(
            "must be records per second, minute or hour, as in 100/s, 30/m or 10/h, was " + text);
      }
      Duration per =
          switch (rate.group(2)) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
          };
      return new Rate(Long.parseLong(rate.group(1)), per);
    }
  }

  /** Returns how long after the first record the record with this index is due. */
  Duration due(long index) {
    return Duration.ofNanos((long) (index * (double) per.toNanos() / records));
  }

  /** Returns how many records to send together, so that the rate is even. */
  int slice() {
    return (int) Math.max(1, records * SLICE.toMillis() / per.toMillis());
  }
}

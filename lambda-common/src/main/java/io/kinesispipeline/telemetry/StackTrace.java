package io.kinesispipeline.telemetry;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Function;

/**
 * Prints stack traces in the JDK's format, with replaced texts, and with only the first {@value
 * #MAX_EXCEPTIONS} causes and suppressed exceptions.
 */
final class StackTrace {
  private static final int MAX_EXCEPTIONS = 100;

  private StackTrace() {}

  /**
   * Prints an exception.
   *
   * @param failure the exception
   * @param text returns the text for each exception
   * @return the lines, each with a line separator
   */
  static String print(Throwable failure, Function<Throwable, String> text) {
    return print(new Copy(failure, text, Collections.newSetFromMap(new IdentityHashMap<>())));
  }

  /** Prints an exception with its original texts. */
  static String print(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }

  /**
   * A copy of an exception, with its stack frames, causes and suppressed exceptions, and a replaced
   * text.
   */
  private static final class Copy extends Throwable {
    private static final long serialVersionUID = 1L;

    private final String text;

    Copy(Throwable original, Function<Throwable, String> texts, Set<Throwable> copied) {
      text = texts.apply(original);
      setStackTrace(original.getStackTrace());
      copied.add(original);
      if (isToCopy(original.getCause(), copied)) {
        initCause(new Copy(original.getCause(), texts, copied));
      }
      for (Throwable suppressed : original.getSuppressed()) {
        if (isToCopy(suppressed, copied)) {
          addSuppressed(new Copy(suppressed, texts, copied));
        }
      }
    }

    private static boolean isToCopy(Throwable original, Set<Throwable> copied) {
      return original != null && copied.size() < MAX_EXCEPTIONS && !copied.contains(original);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the text starts with the class of the original
    public String toString() {
      return text;
    }
  }
}

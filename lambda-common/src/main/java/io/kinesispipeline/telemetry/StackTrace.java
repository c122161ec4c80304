package io.kinesispipeline.telemetry;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Function;

/**
 * Prints stack traces as the JDK does, with other texts in place of the exceptions' own, and of
 * causes and suppressed exceptions the first {@value #MAX_EXCEPTIONS}.
 */
final class StackTrace {
  private static final int MAX_EXCEPTIONS = 100;

  private StackTrace() {}

  /**
   * Prints a failure.
   *
   * @param failure the failure
   * @param text what stands for each exception
   * @return lines, the last one with its end
   */
  static String print(Throwable failure, Function<Throwable, String> text) {
    return print(new Copy(failure, text, Collections.newSetFromMap(new IdentityHashMap<>())));
  }

  /** Prints a failure with the exceptions' own texts. */
  static String print(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }

  /** An exception's frames, causes and suppressed exceptions, with another text. */
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
    @SuppressWarnings("OverrideThrowableToString") // the text has the original's class, too
    public String toString() {
      return text;
    }
  }
}

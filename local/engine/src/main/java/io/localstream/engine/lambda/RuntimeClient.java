package io.localstream.engine.lambda;

import java.util.Locale;

/** The client of the Lambda Runtime API in a function's process. */
public enum RuntimeClient {
  /** AWS's runtime interface client with its native library; Linux only. */
  RIC,
  /** AWS's runtime interface client with Java code instead of the native library. */
  PORTABLE;

  /**
   * Returns the default.
   *
   * @return {@link #RIC} on Linux, otherwise {@link #PORTABLE}
   */
  public static RuntimeClient ofThisSystem() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
        ? RIC
        : PORTABLE;
  }
}

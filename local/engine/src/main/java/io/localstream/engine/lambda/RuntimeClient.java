package io.localstream.engine.lambda;

import java.util.Locale;

/** What speaks the Lambda Runtime API inside a function's process. */
public enum RuntimeClient {
  /** AWS's runtime interface client as it is, with its native library: Linux only. */
  RIC,
  /** The same, with its native part replaced by plain Java: any system. */
  PORTABLE;

  /**
   * The one to use where nothing else was asked for.
   *
   * @return {@link #RIC} where its native library runs, otherwise {@link #PORTABLE}
   */
  public static RuntimeClient ofThisSystem() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
        ? RIC
        : PORTABLE;
  }
}

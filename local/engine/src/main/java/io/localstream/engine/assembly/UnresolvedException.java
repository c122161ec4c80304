package io.localstream.engine.assembly;

/** An expression of a template has no value. The caller adds the location. */
final class UnresolvedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A message in the form of {@link String#format}. */
  UnresolvedException(String format, Object... arguments) {
    super(String.format(format, arguments));
  }
}

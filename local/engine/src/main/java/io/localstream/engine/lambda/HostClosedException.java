package io.localstream.engine.lambda;

/** A function cannot run, because its host is closed. */
final class HostClosedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  HostClosedException() {
    super("The Lambda host is closed");
  }
}

package io.localstream.engine.stream;

/** The stream refused an operation. The exception has the error code and the message of Kinesis. */
public final class StreamException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  private StreamException(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  static StreamException invalidArgument(String message, Object... arguments) {
    return new StreamException("InvalidArgumentException", message.formatted(arguments));
  }

  static StreamException notFound(String message, Object... arguments) {
    return new StreamException("ResourceNotFoundException", message.formatted(arguments));
  }

  static StreamException inUse(String message, Object... arguments) {
    return new StreamException("ResourceInUseException", message.formatted(arguments));
  }

  static StreamException limitExceeded(String message, Object... arguments) {
    return new StreamException("LimitExceededException", message.formatted(arguments));
  }

  static StreamException expiredIterator(String message, Object... arguments) {
    return new StreamException("ExpiredIteratorException", message.formatted(arguments));
  }

  /** Returns the error code, for example {@code ResourceNotFoundException}. */
  public String code() {
    return code;
  }
}

package io.localstream.engine.stream;

/** A refused operation, with the error code and the message that Kinesis gives. */
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

  /** The error code, such as {@code ResourceNotFoundException}. */
  public String code() {
    return code;
  }
}

package io.kinesispipeline.telemetry;

/**
 * Limits lines to the size that a CloudWatch Logs event can have in every region. Longer lines
 * would be split into parts that are not valid JSON.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html">
 *     CloudWatch Logs quotas</a>
 */
final class LineLimit {
  /** 256 KiB, minus the 26 bytes that CloudWatch adds for each event. */
  static final int MAX_BYTES = 256 * 1024 - 26;

  /** Maximum number of bytes of a char: an escape sequence. */
  private static final int MAX_CHAR_BYTES = 6;

  private static final int MARK_BYTES = 64;

  private LineLimit() {}

  /**
   * Truncates a text that is too long, and appends a note.
   *
   * @param text the text
   * @param maxBytes the maximum size, including the note
   * @param inJson whether the text is written as a JSON string; otherwise it is written in UTF-8
   * @return the text, or its beginning and the note
   */
  static String cut(String text, int maxBytes, boolean inJson) {
    if ((long) text.length() * MAX_CHAR_BYTES <= maxBytes) {
      return text;
    }
    int bytes = 0;
    int kept = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      bytes += inJson ? jsonBytes(character) : utf8Bytes(character);
      if (bytes > maxBytes) {
        return text.substring(0, kept) + "… (truncated: " + text.length() + " characters in total)";
      }
      if (bytes <= maxBytes - MARK_BYTES) {
        kept = i;
      }
    }
    return text;
  }

  private static int jsonBytes(int character) {
    return switch (character) {
      case '"', '\\', '\b', '\t', '\n', '\f', '\r' -> 2;
      default -> isEscaped(character) ? escapeBytes(character) : utf8Bytes(character);
    };
  }

  /** Returns whether Jackson escapes a character: control characters and surrogates. */
  private static boolean isEscaped(int character) {
    return character < ' ' || character >= 0x10000 || isSurrogate(character);
  }

  private static boolean isSurrogate(int character) {
    return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
  }

  private static int escapeBytes(int character) {
    return Character.charCount(character) * MAX_CHAR_BYTES;
  }

  private static int utf8Bytes(int character) {
    if (character < 0x80) {
      return 1;
    }
    if (character < 0x800) {
      return 2;
    }
    return character < 0x10000 ? 3 : 4;
  }
}

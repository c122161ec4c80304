package io.localstream.engine.endpoint;

import static java.io.OutputStream.nullOutputStream;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Decodes a body in {@code aws-chunked} encoding. Drops the signatures of chunks and the trailing
 * headers.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Signature
 *     calculations in chunked uploads</a>
 */
final class AwsChunkedInputStream extends FilterInputStream {
  private static final int LONGEST_LINE = 4096;

  private long left;
  private boolean ended;
  private boolean first = true;

  AwsChunkedInputStream(InputStream encoded) {
    super(encoded);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int read = in.read(target, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("the body ended within a chunk");
    }
    left -= read;
    return read;
  }

  private void nextChunk() throws IOException {
    if (!first) {
      line();
    }
    first = false;
    String size = line().split(";", 2)[0].strip();
    try {
      left = Long.parseLong(size, 16);
    } catch (NumberFormatException e) {
      throw new IOException("the size of a chunk must be hexadecimal, was " + size, e);
    }
    if (left == 0) {
      ended = true;
      in.transferTo(nullOutputStream());
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.size() == LONGEST_LINE) {
        throw new EOFException("the body has no end of a chunk's line");
      }
      line.write(next);
    }
    return line.toString(US_ASCII).strip();
  }
}

package io.localstream.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * A file of captured records, which only its owner may read: events can be confidential. It has one
 * line per record, and can be put on a stream.
 */
final class CaptureFile implements AutoCloseable {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final OutputStream out;
  private long records;

  private CaptureFile(OutputStream out) {
    this.out = new BufferedOutputStream(out);
  }

  /** Returns a file that writes to an output stream. */
  static CaptureFile to(OutputStream out) {
    return new CaptureFile(out);
  }

  /**
   * Creates the file, and its folder if necessary.
   *
   * @throws ReplayException if it exists or cannot be created
   */
  static CaptureFile create(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return new CaptureFile(
          Channels.newOutputStream(
              Files.newByteChannel(
                  file,
                  Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                  OWNER_ONLY)));
    } catch (FileAlreadyExistsException e) {
      throw new ReplayException("--file: " + file + " exists: name another file, or delete it", e);
    } catch (IOException e) {
      throw new ReplayException("--file: cannot create " + file + ": " + e, e);
    }
  }

  /**
   * Adds a record.
   *
   * @throws ReplayException if it cannot be written
   */
  void add(String shardId, Record record) {
    try {
      out.write((CapturedRecord.line(shardId, record) + "\n").getBytes(UTF_8));
      records++;
    } catch (IOException e) {
      throw new ReplayException("cannot write a captured record: " + e, e);
    }
  }

  long records() {
    return records;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new ReplayException("cannot write the last captured records: " + e, e);
    }
  }
}

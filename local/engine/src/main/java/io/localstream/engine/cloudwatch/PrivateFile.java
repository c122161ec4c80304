package io.localstream.engine.cloudwatch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Creates files that only their owner may read, because logs and failures can contain event data.
 */
public final class PrivateFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private PrivateFile() {}

  /** Returns whether a file exists that only its owner may read and write. */
  public static boolean exists(Path path) throws IOException {
    return Files.isRegularFile(path) && OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path));
  }

  /**
   * Creates a file, or empties an existing one and restricts its permissions. Keeps the permissions
   * of a device or a pipe.
   *
   * @throws IOException if the file cannot be created
   */
  public static OutputStream create(Path path) throws IOException {
    if (Files.notExists(path) && !Files.isSymbolicLink(path)) {
      Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    OutputStream out = Files.newOutputStream(path);
    try {
      if (Files.isRegularFile(path)) {
        Files.setPosixFilePermissions(path, OWNER_ONLY);
      }
      return out;
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }
}

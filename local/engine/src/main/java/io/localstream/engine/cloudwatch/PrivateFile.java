package io.localstream.engine.cloudwatch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes files that only their owner may read: logs and failures can hold what events hold. */
public final class PrivateFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private PrivateFile() {}

  /**
   * Makes a file, or empties the one that is there and takes it from others. A device or a pipe
   * keeps its permissions.
   *
   * @param path where
   * @return writes to the file
   * @throws IOException where no file can be made
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

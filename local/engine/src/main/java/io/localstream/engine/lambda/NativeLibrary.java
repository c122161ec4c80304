package io.localstream.engine.lambda;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Unpacks the native library of the runtime interface client once. By default, each process unpacks
 * it to the same file, which fails if two processes start at the same time.
 */
final class NativeLibrary {
  /** The system property with the path of the unpacked library. */
  static final String PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private NativeLibrary() {}

  /** Unpacks the library for this machine. */
  static Path unpack(Path jar, Path folder) throws IOException {
    String name = name(System.getProperty("os.arch"), musl());
    Path target = folder.resolve(name);
    try (FileSystem contents = FileSystems.newFileSystem(jar)) {
      Files.copy(contents.getPath("/jni", name), target, StandardCopyOption.REPLACE_EXISTING);
    }
    return target;
  }

  static String name(String architecture, boolean musl) {
    String machine =
        switch (architecture) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64" -> "aarch_64";
          default ->
              throw new IllegalArgumentException(
                  "The runtime interface client has no native library for "
                      + architecture
                      + ": use the portable runtime client");
        };
    return "libaws-lambda-jni.%s-%s.so".formatted(musl ? "linux_musl" : "linux", machine);
  }

  /** Returns whether this JVM runs on musl. A machine may have several C libraries. */
  private static boolean musl() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    if (!Files.exists(maps)) {
      throw new IllegalArgumentException(
          "The runtime interface client's native library runs on Linux only:"
              + " use the portable runtime client");
    }
    return Files.readString(maps).contains("musl");
  }
}

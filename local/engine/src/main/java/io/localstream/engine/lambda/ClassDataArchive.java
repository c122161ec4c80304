package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.lifecycle.Folders;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class-data archive of a class path. A JVM that starts with it need not parse and verify the
 * classes, so that the init of a function takes about half the time. Lambda's managed runtimes have
 * such an archive of their own classes.
 *
 * <p>A JVM that starts without it records its classes. Then a process of low priority makes the
 * archive, once for a JDK and the jars of the class path, and not for each run.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html">Class Data
 *     Sharing</a>
 */
final class ClassDataArchive {
  /** The archives in a folder. Each has some 40 MB. */
  static final int KEPT = 8;

  private static final long TIME_LIMIT_SECONDS = 120;

  /** The name of a folder that a killed JVM can have left begins with it. */
  private static final String UNFINISHED = "unfinished-";

  private static final Executor MAKER = BackgroundTasks.singleThread("class-data archives");

  /** Of all hosts in this JVM: a test is shorter than the making of an archive. */
  private static final Set<Path> MADE = ConcurrentHashMap.newKeySet();

  private final List<Path> classPath;
  private final List<String> options;
  private final Path file;
  private final Executor maker;

  private ClassDataArchive(List<Path> classPath, List<String> options, Path file, Executor maker) {
    this.classPath = classPath;
    this.options = options;
    this.file = file;
    this.maker = maker;
  }

  /**
   * Returns the archive of a class path, which need not exist.
   *
   * @param options the options of the JVM for its modules, which are part of the archive
   * @param folder the folder of all archives; it need not exist
   * @return empty if an archive is impossible, because not every entry is a jar
   */
  static Optional<ClassDataArchive> of(List<Path> classPath, List<String> options, Path folder) {
    return of(classPath, options, folder, MAKER);
  }

  static Optional<ClassDataArchive> of(
      List<Path> classPath, List<String> options, Path folder, Executor maker) {
    return state(classPath)
        .map(state -> UUID.nameUUIDFromBytes(state.getBytes(UTF_8)))
        .map(
            name -> new ClassDataArchive(classPath, options, folder.resolve(name + ".jsa"), maker));
  }

  /** Describes what the JVM compares with an archive: itself, and the jars. */
  private static Optional<String> state(List<Path> classPath) {
    StringBuilder state = new StringBuilder();
    for (String property : List.of("java.home", "java.vm.version", "java.vm.vendor")) {
      state.append(System.getProperty(property)).append('\n');
    }
    for (Path jar : classPath) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
          return Optional.empty();
        }
        state.append(jar).append(' ').append(attributes.size()).append(' ');
        state.append(attributes.lastModifiedTime()).append('\n');
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return Optional.of(state.toString());
  }

  /**
   * Returns the options of a JVM with this class path: it uses the archive, or records its classes.
   *
   * @param classes the file for the names of the classes
   */
  List<String> options(Path classes) {
    if (Files.exists(file)) {
      used();
      return List.of("-XX:SharedArchiveFile=" + file);
    }
    if (MADE.contains(file) || Files.exists(failed())) {
      return List.of();
    }
    return List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:DumpLoadedClassList=" + classes);
  }

  private void used() {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // Then it counts as not used.
    }
  }

  /**
   * Makes the archive in the background, if the JVM recorded its classes. Only the first call for
   * an archive in this JVM has an effect.
   *
   * @param classes the names of the classes that the JVM has loaded so far
   */
  void make(Path classes) {
    if (MADE.contains(file) || !Files.exists(classes) || !MADE.add(file)) {
      return;
    }
    try {
      byte[] recorded = Files.readAllBytes(classes);
      maker.execute(() -> make(recorded));
    } catch (IOException e) {
      // The environment has ended meanwhile, and its files are deleted.
      MADE.remove(file);
    }
  }

  private void make(byte[] classes) {
    try {
      Files.createDirectories(file.getParent());
      try (FileChannel channel =
              FileChannel.open(
                  sibling(".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.DELETE_ON_CLOSE);
          FileLock lock = channel.tryLock()) {
        if (lock != null && !Files.exists(file)) {
          makeAlone(classes);
        }
      }
    } catch (IOException e) {
      // Functions start without an archive, only slower. The next run tries again.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void makeAlone(byte[] classes) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory(file.getParent(), UNFINISHED);
    try {
      Path list = Files.write(work.resolve("classes"), wholeLines(classes));
      Path made = work.resolve("archive");
      Optional<String> before = state(classPath);
      boolean ended = new Dump(work).run(list, made);
      if (!before.equals(state(classPath))) {
        return;
      }
      if (ended && Files.exists(made)) {
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        deleteOld();
      } else {
        Files.write(failed(), new byte[0]);
      }
    } finally {
      Folders.delete(work);
    }
  }

  /** The JVM can be writing the last line. */
  private static byte[] wholeLines(byte[] text) {
    int end = text.length;
    while (end > 0 && text[end - 1] != '\n') {
      end--;
    }
    return Arrays.copyOf(text, end);
  }

  /** Deletes the archives that were not used for longest, and what killed JVMs have left. */
  private void deleteOld() throws IOException {
    List<Path> others = new ArrayList<>();
    try (Stream<Path> files = Files.list(file.getParent())) {
      files.forEach(others::add);
    }
    others.sort(Comparator.comparingLong((Path path) -> path.toFile().lastModified()).reversed());
    List<Path> archives = others.stream().filter(path -> path.toString().endsWith(".jsa")).toList();
    for (Path old : archives.subList(Math.min(KEPT, archives.size()), archives.size())) {
      Files.deleteIfExists(old);
    }
    long tooOld = System.currentTimeMillis() - TimeUnit.SECONDS.toMillis(2 * TIME_LIMIT_SECONDS);
    for (Path folder : others) {
      if (folder.getFileName().toString().startsWith(UNFINISHED)
          && folder.toFile().lastModified() < tooOld) {
        Folders.delete(folder);
      }
    }
  }

  /** Exists if the JVM could not make the archive. */
  private Path failed() {
    return sibling(".failed");
  }

  private Path sibling(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /** A JVM that writes an archive. It ends with this JVM. */
  private final class Dump {
    private final Path work;
    private volatile boolean killed;

    private Dump(Path work) {
      this.work = work;
    }

    /**
     * Returns whether the JVM ended without an error.
     *
     * @throws InterruptedException if it was killed because this JVM is ending
     * @throws IOException if it cannot start, or took too long, as on a busy machine
     */
    private boolean run(Path classes, Path archive) throws IOException, InterruptedException {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      List<String> line = new ArrayList<>(List.of("nice", "-n", "19", java, "-Xshare:dump"));
      line.add("-XX:+UseSerialGC");
      line.add("-Xlog:disable");
      line.add("-XX:SharedClassListFile=" + classes);
      line.add("-XX:SharedArchiveFile=" + archive);
      line.addAll(options);
      line.add("-cp");
      line.add(
          classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Runnable forget = BackgroundTasks.atExit("end of a class-data archive", () -> kill(process));
      try {
        boolean ended = process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
        if (killed) {
          throw new InterruptedException();
        }
        if (!ended) {
          throw new IOException("No archive within " + TIME_LIMIT_SECONDS + " s");
        }
        return process.exitValue() == 0;
      } finally {
        process.destroyForcibly();
        forget.run();
      }
    }

    private void kill(Process process) {
      killed = true;
      process.destroyForcibly();
      try {
        process.waitFor(1, TimeUnit.SECONDS);
        Folders.delete(work);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        // Nothing but a folder is left.
      }
    }
  }
}

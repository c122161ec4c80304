package io.localstream.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.fixtures.KinesisStub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command in a process whose heap is smaller than the objects together. */
class RedriveMemoryTest {
  private static final int OBJECTS = 40;
  private static final String TIME = "2025-06-02T12:00:00";

  @TempDir private Path folder;

  /** Each object has 3 MB of data, which are 4 MB in Base64: 160 MB in total. */
  @Test
  @Timeout(300)
  void shouldSendAllObjectsOfOneSecond_whenTheyDoNotFitIntoMemoryTogether() throws Exception {
    FailureFile file =
        new FailureFile(
            "shardId-000000000000", TIME, 100, message('a'), message('b'), message('c'));
    Path first = null;
    for (int i = 0; i < OBJECTS; i++) {
      Path path = folder.resolve(file.key() + i);
      if (first == null) {
        Files.createDirectories(path.getParent());
        first = Files.writeString(path, file.json());
      } else {
        Files.createLink(path, first);
      }
    }
    Path output = folder.resolve("output.txt");
    try (KinesisStub kinesis = new KinesisStub()) {
      Process process = start(output);
      try {
        process.waitFor();
      } finally {
        process.destroyForcibly();
      }
      assertThat(output)
          .content()
          .contains("Sent %d records of %d failure objects".formatted(3 * OBJECTS, OBJECTS));
      assertThat(kinesis.accepted()).hasSize(3 * OBJECTS);
    }
  }

  private static String message(char key) {
    return String.valueOf(key).repeat(1_000_000);
  }

  private Process start(Path output) throws Exception {
    Stream<String> java =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1");
    Stream<String> client =
        System.getProperties().stringPropertyNames().stream()
            .filter(name -> name.startsWith("aws."))
            .map(name -> "-D%s=%s".formatted(name, System.getProperty(name)));
    Stream<String> command =
        Stream.of(
            "-cp",
            System.getProperty("java.class.path"),
            Redrive.class.getName(),
            "--folder",
            folder.toString());
    return new ProcessBuilder(Stream.of(java, client, command).flatMap(part -> part).toList())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}

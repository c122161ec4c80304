package io.localstream.deploytest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of a pipeline's resources on AWS, as the class {@code Names} of its project has them,
 * so that the tests also run in a project with other names.
 *
 * @param constants the value of each constant of the class
 */
record PipelineNames(Map<String, String> constants) {
  private static final Path SOURCES = Path.of("shared-model", "src", "main", "java");
  private static final Path CLASS = Path.of("model", "Names.java");
  private static final Pattern CONSTANT = Pattern.compile("String (\\w+) =\\s*\"([^\"]*)\";");

  /**
   * Reads the names.
   *
   * @param project the folder of the project
   * @throws UncheckedIOException if there is no such class
   */
  static PipelineNames of(Path project) {
    try (Stream<Path> files = Files.walk(project.resolve(SOURCES))) {
      Path source = files.filter(file -> file.endsWith(CLASS)).findFirst().orElseThrow();
      return new PipelineNames(
          CONSTANT
              .matcher(Files.readString(source))
              .results()
              .collect(Collectors.toUnmodifiableMap(name -> name.group(1), name -> name.group(2))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String streamStack() {
    return of("STREAM_STACK");
  }

  String producerStack() {
    return of("PRODUCER_STACK");
  }

  String consumerStack() {
    return of("CONSUMER_STACK");
  }

  /** Returns the stacks in the order of their deployment. */
  List<String> stacks() {
    return List.of(streamStack(), producerStack(), consumerStack());
  }

  String stream() {
    return of("STREAM");
  }

  String producer() {
    return of("PRODUCER_FUNCTION");
  }

  String consumer() {
    return of("CONSUMER_FUNCTION");
  }

  String rule() {
    return of("SCHEDULE_RULE");
  }

  /** Returns what the names of the stream's SSM parameters begin with. */
  String parameters() {
    String name = of("STREAM_NAME_PARAMETER");
    return name.substring(0, name.lastIndexOf('/'));
  }

  private String of(String constant) {
    String name = constants.get(constant);
    if (name == null) {
      throw new IllegalStateException("the class Names has no constant " + constant);
    }
    return name;
  }
}

package io.localstream.replay;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that choose a stream. */
final class StreamOptions {
  @Option(
      names = "--stream",
      paramLabel = "<name>",
      description = "The stream. Default: the only stream, if there is just one.")
  private String stream;

  @Option(
      names = "--aws",
      description =
          "Use AWS instead of the local run, with the credentials and the region of the AWS CLI.")
  private boolean aws;

  @Option(
      names = "--run",
      paramLabel = "<folder>",
      defaultValue = "target/local",
      description = "The folder of the local run's token and endpoint. Default: ${DEFAULT-VALUE}")
  private Path run;

  boolean aws() {
    return aws;
  }

  /**
   * Connects to the stream.
   *
   * @throws ReplayException if there is no run, no region, or no such stream
   */
  TargetStream connect() {
    return aws ? TargetStream.onAws(stream) : TargetStream.ofRun(run, stream);
  }
}

package io.localstream.cli;

import java.nio.file.Path;

/** The cloud assembly of the fixture app, which the build of its module synthesizes. */
final class FixtureAssembly {
  /** The folder with the npm tools and the Lambda runtime. */
  static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();

  static final Path FOLDER = PROJECT.resolve("tools/fixture-app/target/cdk.out");

  static final String PRODUCER = "fixture-producer";
  static final String CONSUMER = "fixture-consumer";
  static final String STREAM = "FixtureStream";

  private FixtureAssembly() {}
}

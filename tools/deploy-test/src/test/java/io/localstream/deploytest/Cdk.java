package io.localstream.deploytest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The project's npm scripts that run the CDK CLI, with options for one deployment of the pipeline.
 */
final class Cdk {
  /**
   * Options so that the CLI asks no questions and does not validate templates, which another test
   * does and which would take long here.
   */
  static final Map<String, String> UNATTENDED =
      Map.of(
          "CDK_REQUIRE_APPROVAL", "never",
          "CDK_YES", "true",
          "CDK_VALIDATION", "false",
          "NODE_NO_WARNINGS", "1");

  private final Cloud cloud;
  private final Path project;
  private final List<String> context;

  private Cdk(Cloud cloud, Path project, List<String> context) {
    this.cloud = cloud;
    this.project = project;
    this.context = List.copyOf(context);
  }

  Cdk(Cloud cloud) {
    this(cloud, Project.ROOT, List.of());
  }

  /** Returns the same commands with one more setting. */
  Cdk with(String key, String value) {
    List<String> more = new ArrayList<>(context);
    more.add("-c");
    more.add(key + "=" + value);
    return new Cdk(cloud, project, more);
  }

  /** Returns the same commands for another copy of the project. */
  Cdk in(Path copy) {
    return new Cdk(cloud, copy, context);
  }

  Command bootstrap() throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("npx", "cdk", "bootstrap"));
    line.addAll(options());
    return Command.run(this::environment, project, line);
  }

  /** Synthesizes the stacks. */
  Command synthesize(Path assembly) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("npx", "cdk", "synth", "--quiet"));
    line.addAll(context);
    line.addAll(List.of("--output", assembly.toString()));
    return Command.run(this::environment, project, line);
  }

  /** Deploys one stack of an existing assembly. */
  Command deploy(Path assembly, String stack) throws IOException, InterruptedException {
    List<String> line = List.of("npx", "cdk", "deploy", stack, "--exclusively");
    List<String> options = List.of("--app", assembly.toString(), "--require-approval", "never");
    return Command.run(
        this::environment, project, Stream.concat(line.stream(), options.stream()).toList());
  }

  /** Runs {@code deploy}, {@code deploy:stream} and so on. */
  Command deploy(String script) throws IOException, InterruptedException {
    return npm(script, "--require-approval", "never");
  }

  /** Runs {@code destroy}, {@code destroy:stream} and so on. */
  Command destroy(String script) throws IOException, InterruptedException {
    return npm(script, "--force");
  }

  private Command npm(String script, String option, String... value)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("npm", "run", "--silent", script, "--", option));
    line.addAll(List.of(value));
    line.addAll(options());
    return Command.run(this::environment, project, line);
  }

  private void environment(Map<String, String> variables) {
    cloud.applyTo(variables);
    variables.putAll(UNATTENDED);
  }

  private List<String> options() {
    List<String> options = new ArrayList<>(context);
    options.add("--output");
    options.add(project.resolve(Path.of("tools", "deploy-test", "target", "cdk.out")).toString());
    return options;
  }
}

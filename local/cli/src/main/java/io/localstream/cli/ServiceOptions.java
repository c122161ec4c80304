package io.localstream.cli;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.emulator.MiniStackSettings;
import io.localstream.engine.emulator.ServiceEmulator;
import io.localstream.engine.http.Loopback;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for services that the local run does not simulate. */
final class ServiceOptions {
  private static final Set<String> SIMULATED = Set.of("kinesis", "lambda", "ssm", "sts");
  private static final Path ENVIRONMENT = Path.of("target", "ministack");
  private static final Path LOG = Path.of("target", "local", "ministack.log");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--services",
      paramLabel = "<url>",
      description =
          "Create the resources that the run does not simulate at that endpoint, and forward calls to"
              + " DynamoDB, S3, SQS, SNS and Secrets Manager to it, if the role allows them."
              + " Default: MiniStack, which is started if a function needs it")
  private URI services;

  @Option(
      names = "--services-remote",
      description = "Accept a --services URL that is not on this machine.")
  private boolean servicesRemote;

  @Option(
      names = "--allow-unchecked",
      paramLabel = "<service>",
      description =
          "Also forward calls to this service, for example events, without checking the role. Can be"
              + " repeated.")
  private Set<String> uncheckedServices = Set.of();

  /**
   * Checks the options.
   *
   * @throws ParameterException naming the option that is wrong
   */
  void check() {
    for (String service : uncheckedServices) {
      if (SIMULATED.contains(service)) {
        throw wrong(
            "--allow-unchecked must be a service that the local run does not simulate, was "
                + service);
      }
    }
    if (services == null) {
      if (servicesRemote) {
        throw wrong("--services-remote needs --services <url>");
      }
      return;
    }
    if (!isHttp(services) || services.getRawQuery() != null) {
      throw wrong("--services must be an http or https URL, was " + services);
    }
    if (!servicesRemote && !Loopback.isLoopback(services.getHost())) {
      throw wrong(
          "--services must be on this machine, was %s: add --services-remote if you mean it"
              .formatted(services));
    }
  }

  /** Returns the services whose requests are forwarded without a check. */
  Set<String> unchecked() {
    return Set.copyOf(uncheckedServices);
  }

  /**
   * Returns the endpoint of the services.
   *
   * @param root the folder of the project
   * @param notices shows that something takes a while
   */
  ServiceEmulator emulator(Path root, PrintWriter notices) {
    return services != null
        ? ServiceEmulator.at(services)
        : ServiceEmulator.miniStack(
            new MiniStackSettings(
                root.resolve(ENVIRONMENT), MiniStackSettings.PYTHON, LOG, notices::println));
  }

  /** Starts MiniStack for services that no resource of the templates needs. */
  void startIfUsed(ServiceEmulator emulator, Deployment deployment) {
    if (!uncheckedServices.isEmpty()) {
      emulator.start(deployment.region(), deployment.account(), "--allow-unchecked");
    }
  }

  /** Returns whether a URL is that of an HTTP server. */
  static boolean isHttp(URI url) {
    return url.getHost() != null
        && ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()));
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }
}

package io.localstream.engine.endpoint;

/**
 * The error for a call to a service that the local run does not support. It names the service, and
 * how to forward its calls.
 */
final class UnsupportedService {
  /** What the endpoint supports itself. */
  static final String SUPPORTED =
      "Kinesis, SSM parameters, Lambda's Invoke and STS's GetCallerIdentity";

  private UnsupportedService() {}

  /**
   * Returns the error.
   *
   * @param call is for a service that is neither simulated nor forwarded
   */
  static AwsError error(ServiceCall call, byte[] body) {
    ServiceProtocol protocol = ServiceProtocol.of(call);
    return new AwsError(
        protocol == ServiceProtocol.S3_XML ? 501 : 400,
        protocol.unknownOperation(),
        "the local run does not support %s of %s, only %s: to forward the call, %s"
            .formatted(
                ServiceProtocol.operation(call, body),
                call.service(),
                SUPPORTED,
                remedy(call.service())));
  }

  private static String remedy(String service) {
    return ServiceForwarder.checkedServices().contains(service)
        ? "add a resource of the service to a stack, or start the run with --services <url>"
        : "start the run with --allow-unchecked %s, which checks no permission".formatted(service);
  }
}

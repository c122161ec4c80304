package io.localstream.engine.endpoint;

/** Says which service a refused call is for, and what forwards its calls. */
final class UnsupportedService {
  /** What the endpoint answers itself. */
  static final String SUPPORTED =
      "Kinesis, SSM parameters, Lambda's Invoke and STS's GetCallerIdentity";

  private UnsupportedService() {}

  /**
   * Returns the error.
   *
   * @param call is for a service that is neither simulated nor forwarded
   * @param forwarding whether calls to other services are forwarded
   */
  static AwsError error(ServiceCall call, byte[] body, boolean forwarding) {
    ServiceProtocol protocol = ServiceProtocol.of(call);
    return new AwsError(
        protocol == ServiceProtocol.S3_XML ? 501 : 400,
        protocol.unknownOperation(),
        "the local run does not support %s of %s, only %s: to forward the call to an AWS-compatible endpoint, start it with %s"
            .formatted(
                ServiceProtocol.operation(call, body),
                call.service(),
                SUPPORTED,
                options(call.service(), forwarding)));
  }

  private static String options(String service, boolean forwarding) {
    String unchecked = "--allow-unchecked " + service + ", which checks no permission";
    if (ServiceForwarder.checkedServices().contains(service)) {
      return "--services <url>";
    }
    return forwarding ? unchecked : "--services <url> and " + unchecked;
  }
}

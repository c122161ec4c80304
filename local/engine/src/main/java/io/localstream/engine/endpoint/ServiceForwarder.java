package io.localstream.engine.endpoint;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.fault.FaultPlan;
import io.localstream.engine.http.RequestBody;
import io.localstream.engine.iam.AccessControl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.UUID;

/**
 * Forwards requests for services that the engine does not simulate to another AWS-compatible
 * endpoint, if the caller's role allows them. It streams the bodies of S3 requests, except those of
 * DeleteObjects.
 */
public final class ServiceForwarder {
  private final ServiceConnection connection;
  private final AccessControl access;
  private final ServicePermissions permissions;
  private final FaultPlan faults;
  private final Set<String> unchecked;
  private final ServiceCallListener listener;

  /**
   * @param connection sends the requests
   * @param listener receives each forwarded call
   * @param unchecked the services whose requests are forwarded without an authorization check;
   *     their names are those in the request's signature
   */
  public ServiceForwarder(
      ServiceConnection connection,
      Deployment deployment,
      AccessControl access,
      FaultPlan faults,
      ServiceCallListener listener,
      Set<String> unchecked) {
    this.connection = connection;
    this.listener = listener;
    this.access = access;
    this.faults = faults;
    this.permissions = new ServicePermissions(deployment, connection::secretArn);
    this.unchecked = unchecked;
  }

  /**
   * Returns the services whose requests are authorized, by their names in signature and actions.
   */
  public static Set<String> checkedServices() {
    return ServicePermissions.CHECKED;
  }

  /** Returns whether requests to a service are forwarded. */
  boolean forwards(String service) {
    return ServicePermissions.CHECKED.contains(service) || unchecked.contains(service);
  }

  /**
   * Forwards a request. If the role denies it, the response is an error in the service's protocol.
   */
  void handle(HttpExchange exchange, ServiceCall call) throws IOException {
    try (exchange) {
      forward(exchange, call);
      listener.called(call.accessKeyId(), call.service(), exchange.getResponseCode());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the endpoint is closing", e);
    }
  }

  private void forward(HttpExchange exchange, ServiceCall call)
      throws IOException, InterruptedException {
    boolean checked = ServicePermissions.CHECKED.contains(call.service());
    try {
      if (checked && !ServicePermissions.needsBody(call)) {
        forwardStream(exchange, call);
        return;
      }
      RequestBody body = RequestBody.read(exchange, RequestBody.MAX_BUFFERED);
      if (body.tooLarge()) {
        throw new AwsError(
            413,
            "RequestEntityTooLargeException",
            "Request must be %d bytes or less, was %d".formatted(body.limit(), body.length()));
      }
      if (checked) {
        authorize(call, body.bytes());
      }
      injectFault(call);
      connection.send(call, new ByteArrayInputStream(body.bytes()), exchange);
    } catch (AwsError e) {
      answer(exchange, ServiceProtocol.error(call, e));
    }
  }

  private void forwardStream(HttpExchange exchange, ServiceCall call)
      throws IOException, InterruptedException {
    try {
      authorize(call, new byte[0]);
      injectFault(call);
    } catch (AwsError e) {
      // Clients read the response only after they have sent the whole request.
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      throw e;
    }
    connection.send(call, exchange.getRequestBody(), exchange);
  }

  private void authorize(ServiceCall call, byte[] body) throws InterruptedException {
    if (!access.restricts(call.accessKeyId())) {
      return;
    }
    for (RequiredPermission permission : permissions.of(call, body)) {
      access
          .denial(call.accessKeyId(), permission.action(), permission.resource())
          .ifPresent(
              message -> {
                throw denied(call, message);
              });
    }
  }

  private void injectFault(ServiceCall call) {
    faults
        .forServiceRequest(call.service())
        .ifPresent(
            fault -> {
              throw new AwsError(fault.status(), fault.code(), "injected by --fault");
            });
  }

  private static AwsError denied(ServiceCall call, String message) {
    return switch (call.service()) {
      case "dynamodb", "secretsmanager" -> new AwsError(400, "AccessDeniedException", message);
      case "sns" -> new AwsError(403, "AuthorizationError", message);
      default -> new AwsError(403, "AccessDenied", message);
    };
  }

  private static void answer(HttpExchange exchange, AwsResponse response) throws IOException {
    byte[] body = response.bytes();
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", response.contentType());
    headers.set("x-amzn-RequestId", UUID.randomUUID().toString());
    response.headers().forEach(headers::set);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(response.status(), head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }
}

package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.localstream.engine.http.Loopback;
import io.localstream.engine.http.RequestBody;
import io.localstream.engine.http.RequestGuard;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The Lambda Runtime API of one execution environment, on loopback. It passes each request of the
 * runtime to the environment. The environment responds later to the two requests that block; the
 * others get a response at once. The API accepts one response or error for the current invocation,
 * init or restore.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {
  /**
   * The maximum size of a response, in bytes: 6 MB and 100 bytes.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
   *     quotas</a>
   */
  static final int MAX_RESPONSE_BYTES = 6_291_556;

  private static final Duration CREDENTIALS_LIFETIME = Duration.ofHours(6);
  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final String INVOCATION = "invocation/";
  private static final String NOTHING = "";
  private static final String CREDENTIALS = "/2021-04-23/credentials";

  static {
    // Without it, the body of a response can wait 40 ms for a TCP acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** A request of the runtime, or its exit. */
  sealed interface Call {}

  /** The runtime waits for an event or a restore. */
  sealed interface Waiting extends Call {}

  /** The runtime waits for an event. */
  record Next(HttpExchange exchange) implements Waiting {}

  /** The runtime is ready for the snapshot, and waits for its restore. */
  record RestoreNext(HttpExchange exchange) implements Waiting {}

  /** The runtime reports the outcome of the invocation, the init or the restore. */
  record ReportedOutcome(InvocationOutcome outcome) implements Call {}

  /** The process ended. */
  record Exited(int status) implements Call {}

  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final String token = UUID.randomUUID().toString();
  private final String accessKeyId;
  private final HttpServer server;

  /** The path of the invocation, init or restore whose outcome is expected. */
  private volatile String answerable = "init";

  /** Starts the API, which provides credentials with this access key ID. */
  RuntimeApi(String accessKeyId) throws IOException {
    this.accessKeyId = accessKeyId;
    server = HttpServer.create(Loopback.address(0), 0);
    server.createContext(RUNTIME, this::runtime).getFilters().add(new RequestGuard());
    server.createContext(CREDENTIALS, this::credentials).getFilters().add(new RequestGuard());
    server.start();
  }

  /** {@code host:port}. */
  String address() {
    InetSocketAddress address = server.getAddress();
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  String credentialsUri() {
    return "http://" + address() + CREDENTIALS;
  }

  String credentialsToken() {
    return token;
  }

  void exited(int status) {
    calls.add(new Exited(status));
  }

  /** Returns the next call, or null after the given time. */
  Call poll(long nanos) throws InterruptedException {
    return calls.poll(nanos, TimeUnit.NANOSECONDS);
  }

  /** Sends an event to the runtime. */
  void send(Next next, String requestId, String functionArn, Instant deadline, byte[] event) {
    var headers = next.exchange().getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", requestId);
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
    headers.set("Lambda-Runtime-Trace-Id", traceId());
    answerable = INVOCATION + requestId;
    answer(next.exchange(), 200, event);
  }

  /** Lets the runtime continue after the snapshot. */
  void restore(RestoreNext snapshot) {
    answerable = "restore";
    answer(snapshot.exchange(), 200, new byte[0]);
  }

  private static String traceId() {
    String random = UUID.randomUUID().toString().replace("-", "");
    return "Root=1-%08x-%s;Parent=%s;Sampled=0"
        .formatted(
            Instant.now().getEpochSecond(), random.substring(0, 24), random.substring(8, 24));
  }

  private void runtime(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(RUNTIME.length());
    RequestBody body = RequestBody.read(exchange, MAX_RESPONSE_BYTES);
    switch (exchange.getRequestMethod() + " " + path) {
      case "GET invocation/next" -> waits(new Next(exchange));
      case "GET restore/next" -> waits(new RestoreNext(exchange));
      default -> {
        if (exchange.getRequestMethod().equals("POST")) {
          answered(exchange, path, body);
        } else {
          answer(exchange, 404, new byte[0]);
        }
      }
    }
  }

  private void waits(Call call) {
    answerable = NOTHING;
    calls.add(call);
  }

  private void answered(HttpExchange exchange, String path, RequestBody body) {
    if (answerable.startsWith(INVOCATION) && path.equals(answerable + "/response")) {
      response(exchange, body);
    } else if (!answerable.equals(NOTHING) && path.equals(answerable + "/error")) {
      error(exchange, body);
    } else if (path.startsWith(INVOCATION)) {
      refuse(exchange, 400, "InvalidRequestID", "Invalid request ID");
    } else {
      refuse(
          exchange,
          403,
          "InvalidStateTransition",
          "No invocation, init or restore waits for " + path);
    }
  }

  /**
   * After a response that is too large, the runtime also reports an error. The first one counts.
   */
  private void response(HttpExchange exchange, RequestBody body) {
    if (body.tooLarge()) {
      calls.add(new ReportedOutcome(InvocationOutcome.tooLarge(body.limit())));
      refuse(
          exchange,
          413,
          "RequestEntityTooLarge",
          "Exceeded maximum allowed payload size (%d bytes).".formatted(body.limit()));
      return;
    }
    accept(exchange, InvocationOutcome.returned(body.bytes()));
  }

  private void error(HttpExchange exchange, RequestBody body) {
    String type = exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type");
    accept(
        exchange,
        body.tooLarge()
            ? InvocationOutcome.tooLarge(body.limit())
            : InvocationOutcome.reported(
                answerable.startsWith(INVOCATION),
                type == null ? "Runtime.Unknown" : type,
                body.bytes()));
  }

  private void accept(HttpExchange exchange, InvocationOutcome outcome) {
    answerable = NOTHING;
    calls.add(new ReportedOutcome(outcome));
    answer(exchange, 202, new byte[0]);
  }

  private static void refuse(HttpExchange exchange, int status, String type, String message) {
    String error =
        JsonNodeFactory.instance
            .objectNode()
            .put("errorMessage", message)
            .put("errorType", type)
            .toString();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    answer(exchange, status, error.getBytes(UTF_8));
  }

  private void credentials(HttpExchange exchange) {
    boolean allowed = token.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    answer(exchange, allowed ? 200 : 403, allowed ? credentials().getBytes(UTF_8) : new byte[0]);
  }

  private String credentials() {
    return """
        {"AccessKeyId":"%s","SecretAccessKey":"local","Token":"local","Expiration":"%s"}"""
        .formatted(accessKeyId, Instant.now().plus(CREDENTIALS_LIFETIME));
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    } catch (IOException e) {
      // The process has ended, and its exit is the next call.
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

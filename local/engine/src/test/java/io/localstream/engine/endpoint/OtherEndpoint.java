package io.localstream.engine.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.localstream.engine.emulator.ServiceEndpoint;
import io.localstream.engine.http.Loopback;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.iam.RestrictedFunction;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Another endpoint, to which calls are forwarded. It records the requests. */
final class OtherEndpoint implements AutoCloseable {
  /** A request that it received. */
  record Received(String method, String uri, Headers headers, String body) {}

  final List<Received> received = new CopyOnWriteArrayList<>();

  /** The calls that the listener received, for example {@code dynamodb 200}. */
  final List<String> called = new CopyOnWriteArrayList<>();

  private final HttpServer http;
  private volatile String answer = "{\"Answer\":1}";

  OtherEndpoint() throws IOException {
    http = HttpServer.create(Loopback.address(0), 0);
    http.createContext("/", this::receive);
    http.start();
  }

  /** Forwards the calls of an endpoint to this one. */
  void serve(
      RunningEndpoint running,
      RestrictedFunction function,
      AccessControl access,
      Set<String> unchecked) {
    running.endpoint.forwardTo(
        new ServiceForwarder(
            new ServiceConnection(
                new ServiceEndpoint(uri(), Map.of("x-secret", "s")), RestrictedFunction.ACCOUNT),
            function.deployment(),
            access,
            running.faults,
            (accessKeyId, service, status) -> called.add(service + " " + status),
            unchecked));
  }

  /** Returns this body in all later responses. */
  void answer(String body) {
    answer = body;
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      received.add(
          new Received(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      byte[] body = answer.getBytes(UTF_8);
      exchange.getResponseHeaders().set("x-amz-crc32", "7");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}

package io.localstream.engine.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Serves the inspection as JSON below {@code /_local/}. Each request must have the run's token. The
 * README of the local run lists the resources.
 */
public final class InspectionApi implements HttpHandler {
  /** The API's path on the endpoint. */
  public static final String PATH = "/_local";

  private static final int SHORTEST_INTERVAL_MS = 100;
  private static final int LONGEST_INTERVAL_MS = 60_000;
  private static final int INTERVAL_MS = 500;

  private final Inspection inspection;
  private final InspectionResources resources;
  private final AccessToken token;

  /**
   * Creates the API.
   *
   * @param inspection the inspection to serve
   * @param token the token that each request must have
   */
  public InspectionApi(Inspection inspection, AccessToken token) {
    this.inspection = inspection;
    this.resources = new InspectionResources(inspection);
    this.token = token;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      respond(exchange);
    } catch (InterruptedException e) {
      // The endpoint is closing.
      Thread.currentThread().interrupt();
    }
  }

  private void respond(HttpExchange exchange) throws IOException, InterruptedException {
    try {
      check(exchange);
      String name = exchange.getRequestURI().getPath().substring(PATH.length() + 1);
      QueryParameters query = new QueryParameters(exchange.getRequestURI());
      if (name.equals("events")) {
        stream(exchange, query);
      } else {
        send(exchange, 200, resources.get(name, query));
      }
    } catch (BadRequestException e) {
      send(exchange, e.status(), message(e.getMessage()));
    }
  }

  private void check(HttpExchange exchange) {
    if (!token.allows(exchange)) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      throw new BadRequestException(
          401, "the header Authorization must be Bearer and the run's token");
    }
    if (!exchange.getRequestURI().getPath().startsWith(PATH + "/")) {
      throw new BadRequestException(404, "the API is below " + PATH + "/");
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      exchange.getResponseHeaders().set("Allow", "GET");
      throw new BadRequestException(405, "the method must be GET");
    }
  }

  private void stream(HttpExchange exchange, QueryParameters query)
      throws IOException, InterruptedException {
    query.allow(List.of("interval", "after"));
    Duration interval =
        Duration.ofMillis(
            query.number("interval", SHORTEST_INTERVAL_MS, LONGEST_INTERVAL_MS, INTERVAL_MS));
    long after = query.number("after", 0, Long.MAX_VALUE, lastEventId(exchange));
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    new EventStream(inspection, exchange.getResponseBody(), after).run(interval);
  }

  /** Returns the id of the last event that a reconnecting client received; 0 for a new client. */
  private static long lastEventId(HttpExchange exchange) {
    String id = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    return id != null && id.matches("\\d{1,18}") ? Long.parseLong(id) : 0;
  }

  private static ObjectNode message(String sentence) {
    return JsonNodeFactory.instance.objectNode().put("message", sentence);
  }

  private static void send(HttpExchange exchange, int status, ObjectNode answer)
      throws IOException {
    byte[] body = answer.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}

package io.localstream.engine.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.localstream.engine.http.RequestBody;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Serves the inspection and the actions of a run as JSON below {@code /_local/}. Each request must
 * have the run's token or the session of a page. The README of the local run lists the resources.
 */
public final class InspectionApi implements HttpHandler, AutoCloseable {
  /** The API's path on the endpoint. */
  public static final String PATH = "/_local";

  private static final String SESSION = "session";
  private static final int FAILED = 500;
  private static final int SHORTEST_INTERVAL_MS = 100;
  private static final int LONGEST_INTERVAL_MS = 60_000;
  private static final int INTERVAL_MS = 500;
  private static final long LAST_EVENTS_MS = 1_000;

  private final Inspection inspection;
  private final InspectionResources resources;
  private final AccessToken token;
  private final PageSession session;
  private final RunActions actions;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Phaser streams = new Phaser(1);

  /**
   * Creates the API.
   *
   * @param inspection the inspection to serve
   * @param timeline the last minutes of the run
   * @param token the token that requests must have
   * @param session the session that requests of a page have instead
   * @param actions the actions that requests can start
   */
  public InspectionApi(
      Inspection inspection,
      RunTimeline timeline,
      AccessToken token,
      PageSession session,
      RunActions actions) {
    this.inspection = inspection;
    this.resources = new InspectionResources(inspection, timeline, actions.resources());
    this.token = token;
    this.session = session;
    this.actions = actions;
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
      if (exchange.getRequestMethod().equals("GET")) {
        show(exchange, name);
      } else {
        perform(exchange, name);
      }
    } catch (BadRequestException e) {
      send(exchange, e.status(), message(e.getMessage()));
    } catch (RuntimeException e) {
      if (exchange.getResponseCode() != -1) {
        // Part of the response has been sent.
        throw e;
      }
      send(exchange, FAILED, message("the run could not respond: " + e));
    }
  }

  private void check(HttpExchange exchange) {
    boolean begins = exchange.getRequestURI().getPath().equals(PATH + "/" + SESSION);
    if (!token.allows(exchange) && (begins || !session.allows(exchange))) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      throw new BadRequestException(
          401, "the header Authorization must be Bearer and the run's token");
    }
    if (!exchange.getRequestURI().getPath().startsWith(PATH + "/")) {
      throw new BadRequestException(404, "the API is below " + PATH + "/");
    }
  }

  private void show(HttpExchange exchange, String name) throws IOException, InterruptedException {
    boolean action = name.equals(SESSION) || actions.actions().containsKey(name);
    if (action && !resources.has(name)) {
      throw onlyBy(exchange, "POST");
    }
    QueryParameters query = new QueryParameters(exchange.getRequestURI());
    if (name.equals("events")) {
      stream(exchange, query);
    } else {
      send(exchange, 200, resources.get(name, query));
    }
  }

  /**
   * Requires a content type that a form of another page cannot send: before such a request, a
   * browser sends a CORS preflight request.
   */
  private void perform(HttpExchange exchange, String name)
      throws IOException, InterruptedException {
    Action action = name.equals(SESSION) ? fields -> begin(exchange) : actions.actions().get(name);
    if (action == null && resources.has(name)) {
      throw onlyBy(exchange, "GET");
    }
    if (action == null) {
      throw new BadRequestException(
          404, "there is no action %s, only %s".formatted(name, actions.actions().keySet()));
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      throw onlyBy(exchange, "POST");
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw new BadRequestException(415, "the header Content-Type must be application/json");
    }
    RequestBody body = RequestBody.read(exchange, RequestBody.MAX_BUFFERED);
    if (body.tooLarge()) {
      throw new BadRequestException(
          413, "the body must be %d bytes or less".formatted(body.limit()));
    }
    Object answer = action.perform(ActionFields.of(body.bytes()));
    send(exchange, 200, (ObjectNode) SnapshotJson.tree(answer));
  }

  private Map<String, Object> begin(HttpExchange exchange) {
    session.begin(exchange);
    return Map.of();
  }

  private static BadRequestException onlyBy(HttpExchange exchange, String method) {
    exchange.getResponseHeaders().set("Allow", method);
    return new BadRequestException(405, "the method must be " + method);
  }

  private void stream(HttpExchange exchange, QueryParameters query)
      throws IOException, InterruptedException {
    query.allow(List.of("interval", "after", "items"));
    Duration interval =
        Duration.ofMillis(
            query.number("interval", SHORTEST_INTERVAL_MS, LONGEST_INTERVAL_MS, INTERVAL_MS));
    long after = query.number("after", 0, Long.MAX_VALUE, lastEventId(exchange));
    int items = (int) query.number("items", 0, EventStream.MOST_ITEMS, EventStream.MOST_ITEMS);
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    streams.register();
    try {
      new EventStream(inspection, exchange.getResponseBody(), after, items).run(interval, end);
      exchange.getResponseBody().close();
    } finally {
      streams.arriveAndDeregister();
    }
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

  /** Ends the event streams, after the last state, and waits for them for up to a second. */
  @Override
  public void close() {
    end.countDown();
    try {
      int phase = streams.arrive();
      int unused = streams.awaitAdvanceInterruptibly(phase, LAST_EVENTS_MS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // A client that does not read: closing the endpoint ends its connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

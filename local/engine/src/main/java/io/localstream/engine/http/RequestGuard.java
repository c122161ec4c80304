package io.localstream.engine.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Protects a server on loopback from web pages. It accepts a request only if
 *
 * <ul>
 *   <li>it has one {@code Host}, which is a loopback address, {@code localhost} or a subdomain of
 *       it, because a web page's own domain can resolve to a loopback address;
 *   <li>{@code Origin} is this server or absent;
 *   <li>{@code Sec-Fetch-Site} is {@code same-origin}, {@code none} or absent.
 * </ul>
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6761#section-6.3">RFC 6761: localhost</a>
 */
public final class RequestGuard extends Filter {
  private static final int FORBIDDEN = 403;
  private static final Pattern AUTHORITY =
      Pattern.compile("(?i)(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(?::\\d{1,5})?");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  @Override
  public String description() {
    return "Rejects requests that a web page of another site could have sent";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    Optional<String> objection = objection(exchange.getRequestHeaders());
    if (objection.isEmpty()) {
      chain.doFilter(exchange);
      return;
    }
    try (exchange) {
      byte[] body =
          JsonNodeFactory.instance
              .objectNode()
              .put("__type", "AccessDeniedException")
              .put("message", objection.get())
              .toString()
              .getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("x-amzn-ErrorType", "AccessDeniedException");
      exchange.sendResponseHeaders(FORBIDDEN, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Returns why a request with these headers is rejected; empty if it is accepted. */
  static Optional<String> objection(Headers headers) {
    List<String> hosts = all(headers, "Host");
    if (hosts.size() != 1 || !isLocal(hosts.get(0))) {
      return Optional.of(
          "Host must be localhost, a name that ends in .localhost, or a loopback address, was "
              + String.join(", ", hosts));
    }
    String own = "http://" + hosts.get(0);
    return all(headers, "Origin").stream()
        .filter(origin -> !origin.equalsIgnoreCase(own))
        .map(origin -> "Origin must be " + own + " or absent, was " + origin)
        .findFirst()
        .or(() -> foreignSite(headers));
  }

  private static Optional<String> foreignSite(Headers headers) {
    return all(headers, "Sec-Fetch-Site").stream()
        .filter(site -> !OWN_SITE.contains(site))
        .map(site -> "Sec-Fetch-Site must be same-origin, none or absent, was " + site)
        .findFirst();
  }

  private static List<String> all(Headers headers, String name) {
    return headers.getOrDefault(name, List.of());
  }

  private static boolean isLocal(String authority) {
    Matcher parts = AUTHORITY.matcher(authority);
    return parts.matches() && Loopback.isLoopback(parts.group(1));
  }
}

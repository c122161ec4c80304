package io.localstream.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves the files of the page. They are the same for every run and contain no data of a run: the
 * page requests what it shows from the inspection API.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy</a>
 */
public final class PageFiles implements HttpHandler {
  private static final String INDEX = "index.html";

  /** Allows nothing from other servers, nothing inline, and no frames. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
          + " data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Pattern NAME =
      Pattern.compile("(?:vendor/)?[a-z][a-z-]*\\.(html|js|css|svg)");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  private final String path;

  /**
   * @param path where the page is, with a slash at its end
   */
  public PageFiles(String path) {
    this.path = path;
  }

  /** The content and the media type of a file. */
  private record PageFile(byte[] content, String type) {}

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Content-Security-Policy", POLICY);
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Opener-Policy", "same-origin");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      // The next run at this address can have another version of the page.
      headers.set("Cache-Control", "no-cache");
      respond(exchange);
    }
  }

  private void respond(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("GET")) {
      exchange.getResponseHeaders().set("Allow", "GET");
      send(exchange, 405, text("the method must be GET"));
      return;
    }
    Optional<PageFile> file = file(exchange.getRequestURI().getPath());
    send(exchange, file.isPresent() ? 200 : 404, file.orElse(text("the page has no such file")));
  }

  private Optional<PageFile> file(String requested) throws IOException {
    String name = requested.startsWith(path) ? requested.substring(path.length()) : "/";
    Matcher matcher = NAME.matcher(name.isEmpty() ? INDEX : name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try (InputStream in = PageFiles.class.getResourceAsStream(matcher.group())) {
      return in == null
          ? Optional.empty()
          : Optional.of(new PageFile(in.readAllBytes(), TYPES.get(matcher.group(1))));
    }
  }

  private static PageFile text(String sentence) {
    return new PageFile((sentence + "\n").getBytes(UTF_8), "text/plain; charset=utf-8");
  }

  private static void send(HttpExchange exchange, int status, PageFile file) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", file.type());
    exchange.sendResponseHeaders(status, file.content().length);
    exchange.getResponseBody().write(file.content());
  }
}

package io.localstream.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageFilesTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/_page/", new PageFiles("/_page/"));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "/_page/, text/html; charset=utf-8, <!doctype html>",
    "/_page/main.js, text/javascript; charset=utf-8, import",
    "/_page/page.css, text/css; charset=utf-8, prefers-color-scheme",
    "/_page/vendor/uplot.js, text/javascript; charset=utf-8, uPlot"
  })
  void shouldSendAFileUnderAStrictPolicy(String path, String type, String content)
      throws Exception {
    HttpResponse<String> response = send("GET", path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains(content);
    assertThat(response.headers().firstValue("Content-Type")).contains(type);
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    List<String> policy =
        Arrays.asList(
            response.headers().firstValue("Content-Security-Policy").orElseThrow().split("; "));
    assertThat(policy)
        .contains(
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'none'")
        .noneMatch(directive -> directive.contains("unsafe"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/_page/nothing.js",
        "/_page/PageFiles.class",
        "/_page/../PageFiles.class",
        "/_page/%2e%2e/page/main.js",
        "/_page/vendor/../main.js",
        "/_page//main.js",
        "/_page/vendor/"
      })
  void shouldSendNothingElse_whenThePathIsNoFileOfThePage(String path) throws Exception {
    assertThat(send("GET", path).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldRefuse_whenTheMethodIsNotGet() throws Exception {
    HttpResponse<String> response = send("POST", "/_page/");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET");
  }

  /**
   * The policy blocks inline code, so the page must have none. Nothing may come from another host.
   */
  @Test
  void shouldHaveNothingInline_andNothingFromElsewhere() throws Exception {
    String html = send("GET", "/_page/").body();

    assertThat(Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(html).results())
        .extracting((MatchResult attribute) -> attribute.group(1))
        .isNotEmpty()
        .allSatisfy(
            address ->
                assertThat(send("GET", "/_page/" + address).statusCode())
                    .as(address)
                    .isEqualTo(200));
    assertThat(html).doesNotContain("<style").doesNotContain(" style=").doesNotContain(" onclick=");
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return http.send(
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }
}

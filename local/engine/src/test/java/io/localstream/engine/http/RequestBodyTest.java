package io.localstream.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
  private static final int LIMIT = 100_000;

  private final List<RequestBody> bodies = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(RequestBody.read(exchange, LIMIT));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldHaveTheWholeBody_whenItIsNoLargerThanTheLimit() throws Exception {
    byte[] sent = new byte[LIMIT];
    sent[LIMIT - 1] = 1;
    post(BodyPublishers.ofByteArray(sent));

    assertThat(bodies.get(0).bytes()).isEqualTo(sent);
    assertThat(bodies.get(0).tooLarge()).isFalse();
  }

  @Test
  void shouldKeepNothingButTellTheLength_whenItIsLarger() throws Exception {
    post(BodyPublishers.ofByteArray(new byte[LIMIT + 1]));
    byte[] ofUnknownLength = new byte[3 * LIMIT];
    post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(ofUnknownLength)));

    assertThat(bodies).allMatch(RequestBody::tooLarge).allMatch(body -> body.bytes().length == 0);
    assertThat(bodies).extracting(RequestBody::length).containsExactly(LIMIT + 1L, 3L * LIMIT);
  }

  @Test
  void shouldRefuseTheLimit_whenItIsAboveWhatIsEverBuffered() {
    assertThatThrownBy(() -> RequestBody.read(null, RequestBody.MAX_BUFFERED + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit must be 16777216 or less, was 16777217");
  }

  private void post(BodyPublisher body) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    assertThat(
            HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).POST(body).build(), BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(200);
  }
}

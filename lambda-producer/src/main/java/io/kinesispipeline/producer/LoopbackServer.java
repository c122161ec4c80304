package io.kinesispipeline.producer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Answers this process alone, whatever it asks: with credentials that are none. */
final class LoopbackServer implements AutoCloseable {
  private static final byte[] CREDENTIALS =
      ("{\"AccessKeyId\":\"none\",\"SecretAccessKey\":\"none\",\"Token\":\"none\","
              + "\"Expiration\":\"2099-12-31T00:00:00Z\"}")
          .getBytes(US_ASCII);

  private final AtomicInteger answered = new AtomicInteger();
  private final String scheme;
  private final HttpServer server;

  private LoopbackServer(String scheme, HttpServer server) throws IOException {
    this.scheme = scheme;
    this.server = server;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext("/", this::answer);
    server.start();
  }

  static LoopbackServer http() throws IOException {
    return new LoopbackServer("http", HttpServer.create());
  }

  static LoopbackServer https(LoopbackCertificates certificates)
      throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(certificates.keyStore(), LoopbackCertificates.NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new LoopbackServer("https", server);
  }

  URI address() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How many requests it has answered. */
  int answered() {
    return answered.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      answered.incrementAndGet();
      exchange.sendResponseHeaders(200, CREDENTIALS.length);
      exchange.getResponseBody().write(CREDENTIALS);
    }
  }
}

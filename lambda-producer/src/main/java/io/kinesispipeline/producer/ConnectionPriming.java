package io.kinesispipeline.producer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Loads what the first connections need, before a snapshot is taken: a request for credentials, one
 * by HTTP, and one by HTTPS as far as it goes without a certificate. All go to a socket of this
 * process, which is closed afterwards; no connection, no TLS session and no credentials are kept.
 */
final class ConnectionPriming {
  static final String THREAD = "connection-priming";

  private static final int LARGEST_REQUEST = 16_384;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final String CREDENTIALS =
      "{\"AccessKeyId\":\"none\",\"SecretAccessKey\":\"none\",\"Token\":\"none\","
          + "\"Expiration\":\"2099-12-31T00:00:00Z\"}";

  private static final byte[] ANSWER =
      ("HTTP/1.1 200 OK\r\nContent-Length: "
              + CREDENTIALS.length()
              + "\r\nConnection: close\r\n\r\n"
              + CREDENTIALS)
          .getBytes(US_ASCII);

  private ConnectionPriming() {}

  /** Does what it can: where something fails, the first request of an invocation is slower. */
  static void run() {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SdkHttpClient http = client()) {
      Thread answering = new Thread(() -> answer(server), THREAD);
      answering.setDaemon(true);
      answering.start();
      String address = "://127.0.0.1:" + server.getLocalPort();
      askForCredentials("http" + address);
      request(http, URI.create("http" + address));
      request(http, URI.create("https" + address));
    } catch (IOException e) {
      // No socket, no priming.
    }
  }

  /** No proxy, whatever the environment says: the requests must not leave this process. */
  private static SdkHttpClient client() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(TIMEOUT)
        .socketTimeout(TIMEOUT)
        .proxyConfiguration(
            ProxyConfiguration.builder()
                .useSystemPropertyValues(false)
                .useEnvironmentVariablesValues(false)
                .build())
        .build();
  }

  /** A provider of its own, whose address a system property gives: it goes over the environment. */
  private static void askForCredentials(String address) {
    String property = SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.property();
    System.setProperty(property, address);
    try (ContainerCredentialsProvider provider = ContainerCredentialsProvider.create()) {
      provider.resolveCredentials();
    } catch (SdkException e) {
      // The function's own provider says what is wrong.
    } finally {
      System.clearProperty(property);
    }
  }

  private static void request(SdkHttpClient http, URI uri) {
    SdkHttpRequest request = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(uri).build();
    try {
      http.prepareRequest(HttpExecuteRequest.builder().request(request).build())
          .call()
          .responseBody()
          .orElseThrow()
          .readAllBytes();
    } catch (IOException e) {
      // By HTTPS it has to fail: the answer is not in TLS.
    }
  }

  private static void answer(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket connection = server.accept()) {
        connection.getInputStream().read(new byte[LARGEST_REQUEST]);
        connection.getOutputStream().write(ANSWER);
      } catch (IOException e) {
        // The server was closed, or this connection was broken.
      }
    }
  }
}

package io.kinesispipeline.producer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.TrustManagerFactory;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/**
 * Makes the connections of a first invocation before a snapshot is taken: for credentials, by HTTP
 * and by HTTPS. They go to servers of this process, which end with them: no connection, no TLS
 * session, no key and no credentials are kept.
 */
final class ConnectionPriming {
  private static final int ROUNDS = 2;
  private static final byte[] BODY = new byte[100];
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private ConnectionPriming() {}

  /**
   * Does what it can: where something fails, the first request of an invocation is slower.
   *
   * @param byTls whether the function's requests go by HTTPS, and so those here
   * @return how many requests were answered
   */
  static int run(boolean byTls) {
    try {
      return byHttp() + (byTls ? byHttps() : 0);
    } catch (IOException | GeneralSecurityException | LinkageError e) {
      // No socket, no certificate, or a Java runtime without the module of the servers.
      return 0;
    }
  }

  private static int byHttp() throws IOException {
    try (LoopbackServer server = LoopbackServer.http()) {
      for (int round = 0; round < ROUNDS; round++) {
        askForCredentials(server.address());
        request(Apache5HttpClient.builder(), server.address());
      }
      return server.answered();
    }
  }

  private static int byHttps() throws IOException, GeneralSecurityException {
    LoopbackCertificates certificates = LoopbackCertificates.create();
    try (LoopbackServer server = LoopbackServer.https(certificates)) {
      for (int round = 0; round < ROUNDS; round++) {
        request(trusting(certificates), server.address());
      }
      return server.answered();
    }
  }

  /** A provider of its own, whose address a system property gives: it goes over the environment. */
  private static void askForCredentials(URI address) {
    String property = SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.property();
    System.setProperty(property, address.toString());
    try (ContainerCredentialsProvider provider = ContainerCredentialsProvider.create()) {
      provider.resolveCredentials();
    } catch (SdkException e) {
      // The function's own provider says what is wrong.
    } finally {
      System.clearProperty(property);
    }
  }

  /** What a default client does, which trusts the JDK's authorities, with another authority. */
  private static Apache5HttpClient.Builder trusting(LoopbackCertificates certificates)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(certificates.trustStore());
    return Apache5HttpClient.builder().tlsTrustManagersProvider(trust::getTrustManagers);
  }

  /** On a new connection, and again on the same. No proxy: nothing must leave this process. */
  private static void request(Apache5HttpClient.Builder client, URI address) throws IOException {
    try (SdkHttpClient http =
        client
            .connectionTimeout(TIMEOUT)
            .socketTimeout(TIMEOUT)
            .proxyConfiguration(
                ProxyConfiguration.builder()
                    .useSystemPropertyValues(false)
                    .useEnvironmentVariableValues(false)
                    .build())
            .build()) {
      request(http, address);
      request(http, address);
    }
  }

  private static void request(SdkHttpClient http, URI address) throws IOException {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(address)
            .putHeader("Content-Length", Integer.toString(BODY.length))
            .build();
    http.prepareRequest(
            HttpExecuteRequest.builder()
                .request(request)
                .contentStreamProvider(() -> new ByteArrayInputStream(BODY))
                .build())
        .call()
        .responseBody()
        .orElseThrow()
        .readAllBytes();
  }
}

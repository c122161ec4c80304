package io.kinesispipeline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkSystemSetting;

class ConnectionPrimingTest {
  /** A proxy that nothing can be asked through. */
  private static final Map<String, String> PROXY =
      Map.of("http.proxyHost", "127.0.0.1", "http.proxyPort", "1", "http.nonProxyHosts", "");

  private static int answered;

  @BeforeAll
  static void run() {
    PROXY.forEach(System::setProperty);
    try {
      answered = ConnectionPriming.run(true);
    } finally {
      PROXY.keySet().forEach(System::clearProperty);
    }
  }

  /** In each of two rounds, credentials once, and two requests by HTTP and by HTTPS. */
  @Test
  void shouldHaveAllRequestsAnswered_whateverTheProxy() {
    assertThat(answered).isEqualTo(2 * (1 + 2 + 2));
  }

  @Test
  void shouldMakeNoRequestByHttps_whenTheFunctionMakesNone() {
    assertThat(ConnectionPriming.run(false)).isEqualTo(2 * (1 + 2));
  }

  @Test
  void shouldLeaveTheCredentialsAddressAsItWas() {
    assertThat(System.getProperty(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.property()))
        .isNull();
  }

  @Test
  void shouldStopItsServers() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("HTTP-Dispatcher")) {
        thread.join();
      }
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("HTTP-Dispatcher");
  }
}

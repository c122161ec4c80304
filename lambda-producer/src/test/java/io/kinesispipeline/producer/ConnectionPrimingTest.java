package io.kinesispipeline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkSystemSetting;

class ConnectionPrimingTest {
  /** In each round, credentials once, and two requests by HTTP and by HTTPS. */
  @Test
  void shouldHaveAllRequestsAnswered() {
    assertThat(ConnectionPriming.run()).isEqualTo(2 * (1 + 2 + 2));
  }

  @Test
  void shouldLeaveTheCredentialsAddressAsItWas() {
    ConnectionPriming.run();

    assertThat(System.getProperty(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.property()))
        .isNull();
  }

  @Test
  void shouldNotAskAProxy_whenThereIsOne() {
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", "1");
    System.setProperty("http.nonProxyHosts", "");
    try {
      assertThat(ConnectionPriming.run()).isPositive();
    } finally {
      System.clearProperty("http.proxyHost");
      System.clearProperty("http.proxyPort");
      System.clearProperty("http.nonProxyHosts");
    }
  }

  @Test
  void shouldStopItsServers() throws InterruptedException {
    ConnectionPriming.run();

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

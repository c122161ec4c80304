package io.kinesispipeline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkSystemSetting;

class ConnectionPrimingTest {
  @Test
  void shouldLeaveTheCredentialsAddressAsItWas() {
    ConnectionPriming.run();

    assertThat(System.getProperty(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.property()))
        .isNull();
  }

  @Test
  void shouldStopListening() throws InterruptedException {
    ConnectionPriming.run();

    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals(ConnectionPriming.THREAD)) {
        thread.join();
      }
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain(ConnectionPriming.THREAD);
  }
}

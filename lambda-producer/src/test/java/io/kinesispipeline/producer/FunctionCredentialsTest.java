package io.kinesispipeline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;

class FunctionCredentialsTest {
  @Test
  void shouldUseContainerEndpoint_whenFunctionWasRestored() {
    assertThat(
            FunctionCredentials.of(
                Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:1/credentials")))
        .isInstanceOf(ContainerCredentialsProvider.class);
  }

  @Test
  void shouldUseEnvironmentVariables_whenFunctionWasNotRestored() {
    assertThat(FunctionCredentials.of(Map.of("AWS_ACCESS_KEY_ID", "id")))
        .isInstanceOf(EnvironmentVariableCredentialsProvider.class);
  }

  @Test
  void shouldUseDefaultChain_whenThereIsNeither() {
    assertThat(FunctionCredentials.of(Map.of())).isInstanceOf(DefaultCredentialsProvider.class);
  }
}

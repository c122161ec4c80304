package io.kinesispipeline.producer;

import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;

/**
 * Selects the credentials provider of a function. With SnapStart, credentials come from a container
 * endpoint after the restore; otherwise from environment variables. The SDK's default chain finds
 * both, but only after it has loaded and tried providers that a function does not need: profiles,
 * web identity, EC2 instance metadata.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-security.html">SnapStart
 *     security</a>
 */
final class FunctionCredentials {
  private FunctionCredentials() {}

  /** Returns the provider, which resolves no credentials before the first request. */
  static AwsCredentialsProvider of(Map<String, String> environment) {
    if (environment.containsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI")) {
      return ContainerCredentialsProvider.create();
    }
    if (environment.containsKey("AWS_ACCESS_KEY_ID")) {
      return EnvironmentVariableCredentialsProvider.create();
    }
    return DefaultCredentialsProvider.builder().build();
  }
}

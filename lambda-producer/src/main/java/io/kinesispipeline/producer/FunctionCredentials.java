package io.kinesispipeline.producer;

import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;

/**
 * Where a function's credentials are: under SnapStart at an endpoint, to be asked after the
 * restore; otherwise in environment variables. The SDK's default chain finds both too, after it has
 * loaded and tried all that a function does not have: profiles, web identities, EC2's metadata.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-security.html">SnapStart
 *     security</a>
 */
final class FunctionCredentials {
  private FunctionCredentials() {}

  /** Chooses; nothing is asked or kept before the first request. */
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

package io.localstream.engine.lambda;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * What a handler in this JVM would find on Lambda. All environments of a JVM share its environment
 * variables, so a handler that is to find the function's own is given them here.
 *
 * @param functionName the function's name
 * @param environment the function's environment variables: those of its template, and Lambda's
 * @param clock the time of the run, which may skip waits
 */
public record FunctionSetup(String functionName, Map<String, String> environment, Clock clock) {

  /**
   * Makes a client's builder call this run's AWS endpoint, as the function's role.
   *
   * @param <B> the builder's type
   * @param builder as in {@code KinesisClient.builder()}
   * @return the same builder
   */
  public <B extends AwsClientBuilder<B, ?>> B configure(B builder) {
    return builder
        .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL")))
        .region(Region.of(environment.get("AWS_REGION")))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    environment.get("AWS_ACCESS_KEY_ID"),
                    environment.get("AWS_SECRET_ACCESS_KEY"))));
  }
}

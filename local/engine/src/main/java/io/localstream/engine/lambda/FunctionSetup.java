package io.localstream.engine.lambda;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * What a handler in this JVM would find on Lambda. The environment variables of a JVM are the same
 * for all functions, so a handler gets the variables of its function from here.
 *
 * @param functionName the function's name
 * @param environment the function's environment variables: those of the template, and those that
 *     Lambda sets
 * @param clock the time of the run, which may skip waits
 */
public record FunctionSetup(String functionName, Map<String, String> environment, Clock clock) {

  /**
   * Configures a client's builder to call the AWS endpoint of this run with the function's role.
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

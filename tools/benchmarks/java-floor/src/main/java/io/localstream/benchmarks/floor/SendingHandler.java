package io.localstream.benchmarks.floor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Sends one record with an SDK client whose region, credentials and HTTP client are configured
 * explicitly.
 */
public final class SendingHandler implements RequestStreamHandler {
  private final KinesisClient kinesis =
      KinesisClient.builder()
          .region(Region.of(System.getenv("AWS_REGION")))
          .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
          .httpClientBuilder(Apache5HttpClient.builder())
          .build();

  /** Called by Lambda. */
  public SendingHandler() {}

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    input.readAllBytes();
    kinesis.putRecord(
        request ->
            request
                .streamName(System.getenv("STREAM_NAME"))
                .partitionKey("0")
                .data(SdkBytes.fromUtf8String("{}")));
    output.write('{');
    output.write('}');
  }
}

package io.localstream.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.cloudwatch.RecordedMetrics;
import io.localstream.engine.fault.FaultPlan;
import io.localstream.engine.fault.FaultSpecs;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.iam.RestrictedFunction;
import io.localstream.engine.lifecycle.BackgroundTasks;
import io.localstream.engine.records.RecordListener;
import io.localstream.engine.time.EngineClock;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** An endpoint in front of a {@link FakeKinesis}, on a clock that tests move. */
final class RunningEndpoint implements AutoCloseable {
  static final String ACCOUNT = "111122223333";

  final FakeKinesis server;
  final AtomicLong nanoTime = new AtomicLong();
  final FaultPlan faults;
  final List<RecordListener.RecordId> accepted = new CopyOnWriteArrayList<>();
  final List<String> acceptedData = new CopyOnWriteArrayList<>();
  final RecordedMetrics metrics = new RecordedMetrics();
  final List<String> failures = new CopyOnWriteArrayList<>();
  final ScriptedFunctions functions = new ScriptedFunctions();
  final AwsEndpoint endpoint;
  final KinesisClient kinesis;
  final SsmClient ssm;
  private final String accessKeyId;
  private final HttpClient http = HttpClient.newHttpClient();

  RunningEndpoint(int shards, String... faultSpecs) throws IOException {
    this(new RestrictedFunction(), "key", shards, faultSpecs);
  }

  /** Creates clients that sign with this access key ID. */
  RunningEndpoint(RestrictedFunction function, String accessKeyId, int shards, String... faultSpecs)
      throws IOException {
    this.accessKeyId = accessKeyId;
    Deployment deployment = function.deployment();
    server = new FakeKinesis(shards);
    faults = new FaultPlan(FaultSpecs.parse(List.of(faultSpecs)), 1, deployment, nanoTime::get);
    faults.begin();
    AccessControl access = new AccessControl(deployment);
    endpoint =
        AwsEndpoint.start(
            0,
            new KinesisConnection(server.uri()),
            true,
            functions,
            deployment,
            this::accepted,
            access,
            faults,
            metrics.metrics(),
            new BackgroundTasks(failures::add),
            EngineClock.of(Clock.systemUTC(), nanoTime::get));
    kinesis = client(KinesisClient.builder());
    ssm = client(SsmClient.builder());
  }

  private void accepted(RecordListener.RecordId id, byte[] data) {
    accepted.add(id);
    acceptedData.add(new String(data, StandardCharsets.UTF_8));
  }

  /** Calls an operation as the AWS CLI does, in JSON. */
  HttpResponse<String> call(String target, String json) throws IOException, InterruptedException {
    return post(target, "application/x-amz-json-1.1", json);
  }

  JsonNode kinesis(String operation, String json) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(call("Kinesis_20131202." + operation, json).body());
  }

  HttpResponse<String> post(String target, String contentType, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.uri())
            .header("Content-Type", contentType)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/all/aws4_request")
            .POST(BodyPublishers.ofString(body));
    if (!target.isEmpty()) {
      request.header("X-Amz-Target", target);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Returns the values of one of Kinesis's metrics of the stream. */
  List<Double> measured(String metric) {
    return metrics.values(metric, Map.of("StreamName", "MyStream"));
  }

  void passSeconds(double seconds) {
    nanoTime.addAndGet((long) (seconds * 1e9));
  }

  @Override
  public void close() {
    kinesis.close();
    ssm.close();
    endpoint.close();
    server.close();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return client(builder, accessKeyId);
  }

  /** Creates a client that does not retry and signs with an access key ID. */
  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, String caller) {
    return builder
        .endpointOverride(endpoint.uri())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(caller, "secret")))
        .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }
}

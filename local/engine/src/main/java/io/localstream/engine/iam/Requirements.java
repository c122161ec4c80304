package io.localstream.engine.iam;

import io.localstream.engine.assembly.Deployment;
import io.localstream.engine.assembly.Deployment.EventSourceMapping;
import io.localstream.engine.assembly.Deployment.Function;
import io.localstream.engine.iam.policy.AuthorizationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The permissions that Lambda needs under the roles of a deployment, as AWS documents them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html#services-kinesis-eventsourcemapping">Permissions
 *     of Kinesis event source mappings</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html">Permissions
 *     for logs</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html">Permissions
 *     for encrypted environment variables</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html">Permissions for
 *     X-Ray</a>
 */
record Requirements(Deployment deployment, AuthorizationRequests requests) {
  private static final List<String> READING =
      List.of(
          "kinesis:DescribeStream",
          "kinesis:DescribeStreamSummary",
          "kinesis:GetRecords",
          "kinesis:GetShardIterator",
          "kinesis:ListShards");

  /** A valid name for an object key or a log stream, where any name works. */
  private static final String SAMPLE = "aws/lambda/sample";

  List<Requirement> all() {
    List<Requirement> all = new ArrayList<>();
    for (Function function : deployment.functions()) {
      all.add(logging(function));
      if (function.tracing()) {
        all.add(tracing(function));
      }
      decryption(function).ifPresent(all::add);
      function.asyncInvocation().onFailure().ifPresent(arn -> all.add(delivering(function, arn)));
      deployment.mappings().stream()
          .filter(mapping -> mapping.functionName().equals(function.name()))
          .forEach(
              mapping -> {
                all.add(reading(function, mapping));
                mapping.onFailure().ifPresent(arn -> all.add(delivering(function, arn)));
              });
    }
    return all;
  }

  private Requirement logging(Function function) {
    String logStream =
        deployment.arn(
            "logs", "log-group:%s:log-stream:%s".formatted(function.logging().group(), SAMPLE));
    return new Requirement(
        function,
        false,
        all(logStream, "logs:CreateLogStream", "logs:PutLogEvents").toList(),
        "The provided execution role does not have permissions to write the function's log");
  }

  private Requirement tracing(Function function) {
    return new Requirement(
        function,
        false,
        all("*", "xray:PutTraceSegments", "xray:PutTelemetryRecords").toList(),
        "The provided execution role does not have permissions to call PutTraceSegments on XRAY");
  }

  private Optional<Requirement> decryption(Function function) {
    return requests
        .ofKey("kms:Decrypt", deployment.arn("lambda", "function:" + function.name()))
        .map(
            request ->
                new Requirement(
                    function,
                    false,
                    List.of(request),
                    "Lambda was unable to decrypt the environment variables because KMS access was"
                        + " denied"));
  }

  private Requirement reading(Function function, EventSourceMapping mapping) {
    String stream = mapping.streamArn();
    Stream<AuthorizationRequest> ofStream = all(stream, READING.toArray(String[]::new));
    Stream<AuthorizationRequest> ofConsumer =
        mapping.consumerArn().stream().map(arn -> requests.of("kinesis:SubscribeToShard", arn));
    Stream<AuthorizationRequest> ofKey = requests.ofKey("kms:Decrypt", stream).stream();
    String actions =
        READING.stream().map(a -> a.replace("kinesis:", "")).collect(Collectors.joining(", "));
    return new Requirement(
        function,
        false,
        Stream.of(ofStream, ofConsumer, ofKey).flatMap(s -> s).toList(),
        "Cannot access stream %s. Please ensure the role can perform the %s actions on your stream in IAM"
            .formatted(stream, actions));
  }

  private Requirement delivering(Function function, String destinationArn) {
    List<AuthorizationRequest> delivery = delivery(destinationArn, SAMPLE);
    String[] first = delivery.get(0).action().split(":");
    return new Requirement(
        function,
        true,
        delivery,
        "The provided execution role does not have permissions to call %s on %s"
            .formatted(first[1], first[0].toUpperCase(Locale.ROOT)));
  }

  /**
   * Returns the requests of a delivery to an on-failure destination.
   *
   * @param object the object key in a bucket
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Destinations
   *     of mappings</a>
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Destinations
   *     of asynchronous invocations</a>
   */
  List<AuthorizationRequest> delivery(String destinationArn, String object) {
    Stream<AuthorizationRequest> delivery =
        switch (destinationArn.split(":")[2]) {
          case "s3" ->
              Stream.of(
                  requests.of("s3:PutObject", destinationArn + "/" + object),
                  requests.of("s3:ListBucket", destinationArn));
          case "sqs" -> all(destinationArn, "sqs:SendMessage");
          default -> all(destinationArn, "sns:Publish");
        };
    Stream<AuthorizationRequest> dataKey =
        requests.ofKey("kms:GenerateDataKey", destinationArn).stream();
    Stream<AuthorizationRequest> decryption =
        destinationArn.contains(":s3:")
            ? Stream.empty()
            : requests.ofKey("kms:Decrypt", destinationArn).stream();
    return Stream.of(delivery, dataKey, decryption).flatMap(s -> s).toList();
  }

  private Stream<AuthorizationRequest> all(String resource, String... actions) {
    return Stream.of(actions).map(action -> requests.of(action, resource));
  }
}

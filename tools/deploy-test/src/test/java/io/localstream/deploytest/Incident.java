package io.localstream.deploytest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * Creates the failures that the operations guide describes: a discarded record and a dead letter.
 * MiniStack creates neither, so the record comes from a local run.
 */
final class Incident {
  private static final String LOCAL_STREAM = "arn:aws:kinesis:us-east-1:000000000000:";
  private static final String KEY_PREFIX = "aws/lambda/";
  private static final String STREAM = "arn:aws:kinesis:%s:%s:";

  /**
   * The message that Lambda sends to the queue.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Retaining
   *     records of asynchronous invocations</a>
   */
  private static final String LETTER =
      """
      {
        "version": "1.0",
        "timestamp": "2026-01-02T03:04:06.789Z",
        "requestContext": {
          "requestId": "e80a114a-0364-4f06-a6f2-0e0b37e9c323",
          "condition": "RetriesExhausted",
          "approximateInvokeCount": 3
        },
        "requestPayload": {
          "id": "2aec06c7-27d3-4320-8dcb-969dbdca34bf",
          "time": "2026-01-02T03:04:05Z"
        },
        "responseContext": {"statusCode": 200, "functionError": "Unhandled"},
        "responsePayload": {"errorType": "Runtime.ExitError", "errorMessage": "signal: killed"}
      }
      """;

  private Incident() {}

  /**
   * Creates the failures.
   *
   * @param project a copy of the project, for the local run
   * @param stage what is deployed from it
   * @return the values of the documentation's placeholders, such as {@code <bucket>}
   */
  static Map<String, String> happen(Account account, Path project, Stage stage)
      throws IOException, InterruptedException {
    String bucket = account.id("AWS::S3::Bucket", List.of(stage.consumerStack()));
    String queue = account.id("AWS::SQS::Queue", List.of(stage.producerStack()));
    Path failure = failure(project);
    String path = failure.toString();
    String key = path.substring(path.indexOf(KEY_PREFIX));
    String arn = STREAM.formatted(account.cloud().region(), MiniStack.ACCOUNT);
    account.keep(bucket, key, Files.readString(failure).replace(LOCAL_STREAM, arn));
    account.send(queue, LETTER);
    PutRecordsResultEntry record = account.put(stage.stream(), List.of("not an event")).get(0);
    return Map.ofEntries(
        Map.entry("bucket", bucket),
        Map.entry("key", key),
        Map.entry("url", queue),
        Map.entry("request id", "e80a114a-0364-4f06-a6f2-0e0b37e9c323"),
        Map.entry("version", "1"),
        Map.entry("shard id", record.shardId()),
        Map.entry("sequence number", record.sequenceNumber()),
        Map.entry("partition key", "one"),
        Map.entry("owner", "someone"),
        Map.entry("repository", "pipeline"));
  }

  private static Path failure(Path project) throws IOException, InterruptedException {
    List<String> run =
        List.of("node", "scripts/start.mjs", "--port", "0", "--every", "1h", "--for", "2s");
    List<String> fault = List.of("--fault", "stream.malformed=1");
    Command.run(
            environment -> environment.putAll(Cdk.UNATTENDED),
            project,
            Stream.concat(run.stream(), fault.stream()).toList())
        .succeeded();
    Path failures = project.resolve("target").resolve("local").resolve("failures");
    try (Stream<Path> files = Files.walk(failures)) {
      List<Path> objects = files.filter(Files::isRegularFile).toList();
      assertThat(objects).isNotEmpty();
      return objects.get(0);
    }
  }
}

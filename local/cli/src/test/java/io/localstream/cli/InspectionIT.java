package io.localstream.cli;

import static io.localstream.cli.FixtureAssembly.CONSUMER;
import static io.localstream.cli.FixtureAssembly.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.localstream.engine.http.RawRequest;
import io.localstream.fixtureapp.FlakyConsumer;
import io.localstream.fixtureapp.FlakyConsumer.FailureMode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Inspects a run through HTTP while a record fails twice and is then processed. */
class InspectionIT {
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final String CONSUMER_STATE = "/mappings/" + CONSUMER + "/state";

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> events = new CopyOnWriteArrayList<>();

  @TempDir private Path folder;

  @Test
  void shouldShowARecordsDeliveriesWithTheirLogs_whenItFailsTwice() throws Exception {
    Run run =
        new Run.Settings(folder)
            .noSchedule()
            .consumer(FlakyConsumer.class, FlakyConsumer.failing(folder, 2, FailureMode.THROW))
            .start();
    await().atMost(SOON).until(() -> run.output().contains("Endpoint ") || run.isOver());
    URI endpoint = URI.create(run.endpoint());
    CompletableFuture<Void> watching = watch(endpoint);
    put(endpoint);

    await()
        .atMost(SOON)
        .until(() -> get(endpoint, "records").at("/records/0" + CONSUMER_STATE), this::isProcessed);

    JsonNode record = get(endpoint, "records").at("/records/0");
    assertThat(record.at("/data/text").asText()).isEqualTo("hello");
    List<JsonNode> deliveries = list(record.at("/mappings/" + CONSUMER + "/deliveries"));
    assertThat(deliveries)
        .extracting(delivery -> delivery.path("outcome").asText())
        .containsExactly("FAILED", "FAILED", "PROCESSED");
    assertThat(deliveries)
        .extracting(delivery -> delivery.path("attempt").asInt())
        .containsExactly(1, 2, 3);
    assertThat(deliveries.get(0).path("error").asText())
        .contains("the consumer is set to fail this invocation");
    String request = deliveries.get(0).path("requestId").asText();
    assertThat(list(get(endpoint, "logs?request=" + request).path("logs")))
        .extracting(event -> event.path("message").asText())
        .anyMatch(message -> message.contains("the consumer is set to fail this invocation"));
    assertThat(list(get(endpoint, "invocations?request=" + request).path("invocations")))
        .singleElement()
        .satisfies(i -> assertThat(i.path("outcome").asText()).isEqualTo("FAILED"));
    await()
        .atMost(SOON)
        .until(
            () -> get(endpoint, "mappings").at("/mappings/0/shards/0/behindRecords").asInt() == 0);
    assertThat(get(endpoint, "streams").at("/streams/0/shards/0/open").asBoolean()).isTrue();
    assertThat(get(endpoint, "functions").findValuesAsText("name")).contains(CONSUMER);
    assertThat(get(endpoint, "metrics?name=IteratorAge").at("/metrics/0/datapoints")).isNotEmpty();
    await()
        .atMost(SOON)
        .until(() -> events.stream().anyMatch(line -> line.contains("\"state\":\"PROCESSED\"")));
    assertThat(events).contains("event: overview", "event: records", "event: logs");
    compareWithReadme(record);

    assertThat(RawRequest.send(endpoint, "GET /_local/overview")).startsWith("HTTP/1.1 401 ");
    String token = "Authorization: Bearer " + token();
    assertThat(RawRequest.send(endpoint, "GET /_local/overview", token))
        .startsWith("HTTP/1.1 200 ");
    assertThat(RawRequest.send(endpoint, "GET /_local/overview", token, "Host: evil.example"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(
            RawRequest.send(endpoint, "GET /_local/overview", token, "Origin: http://evil.example"))
        .startsWith("HTTP/1.1 403 ");

    run.requestStop();
    assertThat(run.exitCode()).as(run.output()).isZero();
    watching.handle((done, failure) -> null).get();
    assertThat(folder.resolve("token")).doesNotExist();
  }

  private boolean isProcessed(JsonNode state) {
    return state.asText().equals("PROCESSED");
  }

  /**
   * Checks that the README's example has the fields of a record. Writes the record to a file that
   * can replace the example.
   */
  private static void compareWithReadme(JsonNode record) throws IOException {
    Path target = Files.createDirectories(Path.of("target", "inspection"));
    Files.writeString(target.resolve("record.json"), record.toPrettyString());
    String readme = Files.readString(FixtureAssembly.PROJECT.resolve("local/README.md"));
    String example = readme.substring(readme.indexOf("```json") + 7);
    JsonNode shown = new ObjectMapper().readTree(example.substring(0, example.indexOf("```")));
    assertThat(fields(shown)).isEqualTo(fields(record));
  }

  /** Returns the names of all fields, with the types of their values. */
  private static List<String> fields(JsonNode node) {
    if (node.isContainerNode()) {
      List<String> all = new ArrayList<>();
      node.properties().forEach(field -> all.addAll(named(field.getKey(), field.getValue())));
      node.elements().forEachRemaining(item -> all.addAll(fields(item)));
      return all;
    }
    return List.of(node.getNodeType().toString());
  }

  private static List<String> named(String name, JsonNode value) {
    return List.of(name + ": " + value.getNodeType());
  }

  /** Records the lines of the server-sent events. */
  private CompletableFuture<Void> watch(URI endpoint) throws IOException {
    return http.sendAsync(request(endpoint, "events?interval=100"), BodyHandlers.ofLines())
        .thenAccept(response -> response.body().forEach(events::add));
  }

  private JsonNode get(URI endpoint, String resource) throws Exception {
    HttpResponse<String> response = http.send(request(endpoint, resource), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  private HttpRequest request(URI endpoint, String resource) throws IOException {
    return HttpRequest.newBuilder(endpoint.resolve("/_local/" + resource))
        .header("Authorization", "Bearer " + token())
        .build();
  }

  private String token() throws IOException {
    return Files.readString(folder.resolve("token")).strip();
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> items = new ArrayList<>();
    array.forEach(items::add);
    return items;
  }

  private static void put(URI endpoint) {
    try (KinesisClient kinesis =
        KinesisClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("me", "secret")))
            .build()) {
      kinesis.putRecord(
          r -> r.streamName(STREAM).partitionKey("key").data(SdkBytes.fromUtf8String("hello")));
    }
  }
}

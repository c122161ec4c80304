package io.localstream.cli;

import static io.localstream.cli.FixtureAssembly.CONSUMER;
import static io.localstream.cli.FixtureAssembly.PRODUCER;
import static io.localstream.cli.FixtureAssembly.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the actions of the page through HTTP. */
class ActionsIT {
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final String EVENT = "{\\\"message\\\":\\\"mine\\\",\\\"time\\\":1}";

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private URI endpoint;

  @Test
  void shouldDoWhatItIsToldTo() throws Exception {
    Run run = new Run.Settings(folder).noSchedule().start();
    await().atMost(SOON).until(() -> run.output().contains("Endpoint ") || run.isOver());
    endpoint = URI.create(run.endpoint());
    await().atMost(SOON).until(() -> status("faults", "{\"specs\":[]}") == 200);

    invokeTheProducer();
    pauseAndGoOn();
    changeShards();
    injectFaults();
    sendAFailureAgain();

    assertThat(status("stop", "{}")).isEqualTo(200);
    assertThat(run.exitCode()).as(run.output()).isZero();
    run.assertBalanced(4);
  }

  private void invokeTheProducer() throws Exception {
    JsonNode answer = post("invoke", "{\"function\":\"%s\",\"payload\":{}}".formatted(PRODUCER));
    assertThat(answer.path("outcome").asText()).isEqualTo("SUCCEEDED");
    assertThat(answer.path("requestId").asText()).hasSize(36);
    assertThat(post("invoke", "{\"function\":\"none\"}").path("message").asText())
        .contains("the field function must be one of [")
        .endsWith("was none");
    await().atMost(SOON).until(() -> processed() == 1);
  }

  private void pauseAndGoOn() throws Exception {
    assertThat(status("mapping", mapping(false))).isEqualTo(200);
    await().atMost(SOON).until(() -> !get("mappings").at("/mappings/0/enabled").asBoolean());
    JsonNode accepted = put(EVENT);
    assertThat(accepted.path("shardId").asText()).isEqualTo("shardId-000000000000");
    String sequence = accepted.path("sequenceNumber").asText();
    assertThat(get("records?sequence=" + sequence).findValuesAsText("state"))
        .containsExactly("PENDING");

    assertThat(status("mapping", mapping(true))).isEqualTo(200);
    await().atMost(SOON).until(() -> processed() == 2);
    assertThat(get("mappings").at("/mappings/0/enabled").asBoolean()).isTrue();
  }

  private static String mapping(boolean enabled) {
    return "{\"mapping\":\"%s\",\"enabled\":%s}".formatted(CONSUMER, enabled);
  }

  private void changeShards() throws Exception {
    assertThat(status("reshard", reshard("split", 0))).isEqualTo(200);
    assertThat(post("reshard", reshard("split", 0)).path("message").asText())
        .isEqualTo("shardId-000000000000 cannot be split");
    assertThat(status("reshard", reshard("merge", 1))).isEqualTo(200);
    await()
        .atMost(SOON)
        .until(() -> get("streams").at("/streams/0/shards/3/adjacentParent").isTextual());
  }

  private static String reshard(String change, int shard) {
    return "{\"stream\":\"%s\",\"change\":\"%s\",\"shard\":\"shardId-%012d\"}"
        .formatted(STREAM, change, shard);
  }

  private void injectFaults() throws Exception {
    assertThat(post("faults", "{\"specs\":[\"kinesis.error=2\"]}").path("message").asText())
        .contains("--fault kinesis.error=2: not a valid value");
    assertThat(post("faults", "{\"specs\":[\"sqs.error=1\"]}").path("message").asText())
        .contains("this run forwards no calls to sqs");
    assertThat(status("faults", "{\"specs\":[\"kinesis.throttle=1\"]}")).isEqualTo(200);
    assertThat(get("injecting").at("/injecting/0").asText()).isEqualTo("kinesis.throttle=1");
    assertThat(put(EVENT).path("message").asText()).contains("the stream did not accept the event");
    assertThat(status("faults", "{\"specs\":[]}")).isEqualTo(200);
    assertThat(get("injecting").path("injecting")).isEmpty();
  }

  /** The consumer refuses the record again, so that there are two failures in the end. */
  private void sendAFailureAgain() throws Exception {
    put("malformed");
    await().atMost(SOON).until(() -> get("failures").path("failures").size() == 1);
    assertThat(get("failures").at("/failures/0/condition").asText())
        .isEqualTo("RetryAttemptsExhausted");

    assertThat(post("redrive", "{\"failure\":1}").path("sent").asInt()).isEqualTo(1);
    assertThat(status("redrive", "{\"failure\":1}")).as("it is marked").isEqualTo(409);
    assertThat(status("redrive", "{\"failure\":7}")).isEqualTo(404);
    await().atMost(SOON).until(() -> get("failures").path("failures").size() == 2);
    List<JsonNode> failures = new ArrayList<>();
    get("failures").path("failures").forEach(failures::add);
    assertThat(failures)
        .extracting(f -> f.path("id").asInt() + " " + f.path("sentAgain").asBoolean())
        .containsExactlyInAnyOrder("1 true", "2 false");
    try (Stream<Path> files = Files.walk(folder.resolve("failures"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".redriven"))).hasSize(1);
    }
  }

  private JsonNode put(String text) throws Exception {
    return post(
        "put",
        "{\"stream\":\"%s\",\"partitionKey\":\"mine\",\"text\":\"%s\"}".formatted(STREAM, text));
  }

  private long processed() throws Exception {
    return get("mappings").at("/mappings/0/counts/processed").asLong();
  }

  private JsonNode get(String resource) throws Exception {
    return json(http.send(request(resource).build(), BodyHandlers.ofString()));
  }

  private JsonNode post(String action, String body) throws Exception {
    return json(answer(action, body));
  }

  private int status(String action, String body) throws Exception {
    return answer(action, body).statusCode();
  }

  private HttpResponse<String> answer(String action, String body) throws Exception {
    return http.send(
        request(action)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return new ObjectMapper().readTree(response.body());
  }

  private HttpRequest.Builder request(String resource) throws IOException {
    return HttpRequest.newBuilder(endpoint.resolve("/_local/" + resource))
        .header("Authorization", "Bearer " + Files.readString(folder.resolve("token")).strip());
  }
}

package io.localstream.engine.inspection;

import static io.localstream.engine.inspection.InspectedDeployment.MAPPING;
import static io.localstream.engine.inspection.InspectedDeployment.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.localstream.engine.http.Loopback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectionApiTest {
  private final InspectedDeployment inspected = new InspectedDeployment();
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private AccessToken token;
  private PageSession session;
  private InspectionApi api;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    token = AccessToken.create(folder.resolve("token"));
    server = HttpServer.create(Loopback.address(0), 0);
    session = PageSession.open(folder.resolve("token.page"));
    RunActions actions =
        new RunActions(
            Map.of(
                "echo",
                fields -> Map.of("said", fields.text("word")),
                "broken",
                fields -> {
                  throw new IllegalStateException("no room");
                }),
            Map.of("templates", () -> List.of("saved")));
    api =
        new InspectionApi(
            inspected.inspection, new RunTimeline(inspected.inspection), token, session, actions);
    server.createContext(InspectionApi.PATH, api);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldShowNothing_whenTheTokenIsMissingOrAnother() throws Exception {
    for (String header :
        List.of("", "Bearer", "Bearer x", token.value(), "Basic " + token.value())) {
      HttpResponse<String> response = send("GET", "/_local/overview", header);

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
      assertThat(response.body()).contains("Authorization").doesNotContain("produced");
    }
    assertThat(send("GET", "/_local/overview", "Bearer " + token.value()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void shouldGiveACookieThatReadsAndActs_whenTheTokenIsExchanged() throws Exception {
    HttpResponse<String> begun = post("session", "", "Authorization", "Bearer " + token.value());
    assertThat(begun.statusCode()).isEqualTo(200);
    String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie)
        .startsWith("localstream-" + server.getAddress().getPort() + "=")
        .endsWith("; Path=/_local; HttpOnly; SameSite=Strict")
        .doesNotContain(token.value());
    String pair = cookie.substring(0, cookie.indexOf(';'));

    assertThat(cookied("/_local/overview", pair)).isEqualTo(200);
    assertThat(cookied("/_local/overview", "other=1; " + pair)).isEqualTo(200);
    assertThat(cookied("/_local/overview", pair + "x")).isEqualTo(401);
    assertThat(cookied("/_local/overview", pair.replace("localstream", "other"))).isEqualTo(401);
    assertThat(post("echo", "{\"word\":\"hello\"}", "Cookie", pair).body())
        .isEqualTo("{\"said\":\"hello\"}");
    assertThat(post("session", "", "Cookie", pair).statusCode())
        .as("only the token begins a session")
        .isEqualTo(401);
  }

  /** An open page continues with the next run. */
  @Test
  void shouldKeepTheSessionsKeyForTheNextRun_andToItsOwner() throws IOException {
    Path file = folder.resolve("token.page");
    String key = Files.readString(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PageSession.open(file)).isNotNull();
    assertThat(Files.readString(file)).isEqualTo(key);

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(PageSession.open(file)).isNotNull();
    assertThat(Files.readString(file)).as("others could read the last key").isNotEqualTo(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    Files.writeString(file, "guessed");
    assertThat(PageSession.open(file)).isNotNull();
    assertThat(Files.readString(file).strip()).hasSize(43);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing | {} | application/json | 404 | there is no action nothing, only [",
        "broken | {} | application/json | 500 | the run could not respond: java.lang.IllegalStateException: no room",
        "echo | {} | text/plain | 415 | Content-Type must be application/json",
        "echo | [1] | application/json | 400 | the body must be a JSON object",
        "echo | { | application/json | 400 | the body must be a JSON object",
        "echo | {} | application/json | 400 | the field word must be a string",
        "echo | {\"word\":1} | application/json | 400 | the field word must be a string"
      })
  void shouldRefuseAnAction_whenTheRequestIsWrong(
      String name, String body, String type, int status, String message) throws Exception {
    HttpResponse<String> response =
        http.send(
            request("/_local/" + name)
                .header("Authorization", "Bearer " + token.value())
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(message);
  }

  @Test
  void shouldDoNothing_whenAnActionIsAskedForWithoutTheToken() throws Exception {
    assertThat(post("echo", "{\"word\":\"hello\"}", "Cookie", "a=b").statusCode()).isEqualTo(401);
    HttpResponse<String> read = send("GET", "/_local/echo", "Bearer " + token.value());
    assertThat(read.statusCode()).isEqualTo(405);
    assertThat(read.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void shouldShortenDataButNotCharacters_whenRecordsAreBrief() throws Exception {
    inspected.inspection.accepted(record(1), "aé€".getBytes(UTF_8));

    for (int bytes = 1; bytes <= 6; bytes++) {
      assertThat(get("records?brief=" + bytes).at("/records/0/data/text").asText())
          .isEqualTo(List.of("a", "a", "aé", "aé", "aé", "aé€").get(bytes - 1));
    }
  }

  private HttpResponse<String> post(String name, String body, String header, String value)
      throws Exception {
    return http.send(
        request("/_local/" + name)
            .header(header, value)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private int cookied(String path, String cookie) throws Exception {
    return http.send(request(path).header("Cookie", cookie).build(), BodyHandlers.ofString())
        .statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
  }

  @Test
  void shouldKeepTheTokenToItsOwner_andTakeItAwayInTheEnd() throws IOException {
    Path file = folder.resolve("token");
    assertThat(Files.readString(file).strip()).isEqualTo(token.value()).hasSize(43);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    AccessToken next = AccessToken.create(file);
    assertThat(next.value()).isNotEqualTo(token.value());

    token.close();
    assertThat(file).exists();
    next.close();
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "overview, /overview/produced, 1",
    "streams, /streams/0/shards/0/open, true",
    "mappings, /mappings/0/shards/0/behindRecords, 1",
    "functions, /functions/0/environments/0/state, IDLE",
    "records, /records/0/data/text, data of 1",
    "records, /records/0/partitionKey, key-1",
    "records, /records/0/mappings/consumer/state, PENDING",
    "alarms, /alarms, ",
    "grants, /grants/denied/0, denied",
    "faults, /faults/consumer.crash, 2",
    "injecting, /injecting/0, consumer.crash=0.1",
    "pipeline, /pipeline/mappings/0/batchSize, 5",
    "services, /services, ",
    "timeline, /timeline, ",
    "templates, /templates/0, saved",
    "'', /resources/0, pipeline"
  })
  void shouldShowEachResource(String name, String pointer, String value) throws Exception {
    inspected.accept(record(1));

    JsonNode answer = get(name);

    assertThat(answer.at(pointer).isMissingNode()).isFalse();
    assertThat(answer.at(pointer).asText()).isEqualTo(value == null ? "" : value);
    assertThat(answer.path("change").asLong()).isEqualTo(inspected.inspection.lastChange());
  }

  @ParameterizedTest
  @CsvSource({
    "key=key-2, 2",
    "text=data+of+1, 1",
    "sequence=2, 2",
    "state=FILTERED, 2",
    "limit=1, 2",
    "after=1, 2",
    "shard=other,",
    "stream=other,"
  })
  void shouldSelectRecords_whenAParameterSaysWhich(String query, String sequenceNumber)
      throws Exception {
    inspected.accept(record(1));
    inspected.accept(record(2));
    inspected.inspection.of(MAPPING).filtered(List.of(record(2)));

    assertThat(get("records?" + query).path("records").findValuesAsText("sequenceNumber"))
        .isEqualTo(sequenceNumber == null ? List.of() : List.of(sequenceNumber));
  }

  @Test
  void shouldShowWhatTheFailureDestinationHas() throws Exception {
    Path file = Files.writeString(folder.resolve("failure"), "{\"version\":\"1.0\"}");
    inspected
        .inspection
        .of(MAPPING)
        .gaveUp(List.of(record(1)), "RetryAttemptsExhausted", Optional.of(file));
    JsonNode failure = get("failures").at("/failures/0");
    assertThat(failure.path("condition").asText()).isEqualTo("RetryAttemptsExhausted");

    JsonNode whole = get("failures/" + failure.path("id").asText());
    assertThat(whole.at("/failure/content/version").asText()).isEqualTo("1.0");
    assertThat(whole.at("/failure/records/0/sequenceNumber").asText()).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | /_local/nothing | 404 | there is no resource nothing: the resources are events and [pipeline,",
        "GET | /_local | 404 | the API is below /_local/",
        "GET | /_localhost | 404 | the API is below /_local/",
        "GET | /_local/failures/7 | 404 | no failure with the id 7 is kept",
        "POST | /_local/overview | 405 | the method must be GET",
        "GET | /_local/overview?limit=1 | 400 | there is no parameter limit here, only []",
        "GET | /_local/records?limit=0 | 400 | limit must be 1 to 1000, was 0",
        "GET | /_local/records?limit=x | 400 | limit must be 1 to 1000, was x",
        "GET | /_local/records?after=99999999999999999999 | 400 | after must be 0 to",
        "GET | /_local/records?state=DONE | 400 | state must be one of [PENDING,",
        "GET | /_local/records?key=a&key=b | 400 | key must not be set twice",
        "GET | /_local/events?interval=1 | 400 | interval must be 100 to 60000, was 1"
      })
  void shouldSayWhatIsWrong(String method, String path, int status, String message)
      throws Exception {
    HttpResponse<String> response = send(method, path, bearer());

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(new ObjectMapper().readTree(response.body()).path("message").asText())
        .startsWith(message);
  }

  private String bearer() {
    return "Bearer " + token.value();
  }

  private JsonNode get(String name) throws Exception {
    HttpResponse<String> response = send("GET", "/_local/" + name, bearer());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  private HttpResponse<String> send(String method, String path, String authorization)
      throws Exception {
    URI uri = URI.create("http://" + Loopback.HOST + ":" + server.getAddress().getPort() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}

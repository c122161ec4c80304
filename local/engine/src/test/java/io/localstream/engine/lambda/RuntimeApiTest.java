package io.localstream.engine.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.http.RawRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RuntimeApiTest {
  private static final String RUNTIME = "/2018-06-01/runtime/";

  private final HttpClient http = HttpClient.newHttpClient();
  private RuntimeApi api;

  @BeforeEach
  void start() throws IOException {
    api = new RuntimeApi("ASIA");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"response", "error"})
  void shouldTakeOneAnswer_whenItIsToTheEventThatItHandedOut(String outcome) throws Exception {
    invoke("id-1");

    assertThat(post("invocation/id-1/" + outcome, "{}").statusCode()).isEqualTo(202);
    assertThat(api.poll(0)).isInstanceOf(RuntimeApi.ReportedOutcome.class);

    assertInvalidId(post("invocation/id-1/" + outcome, "{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"forged/response", "forged/error", "/response", "id-0/response", "id-1"})
  void shouldTakeNoAnswer_whenItIsToAnotherEvent(String path) throws Exception {
    invoke("id-0");
    post("invocation/id-0/response", "{}");
    api.poll(0);
    invoke("id-1");

    assertInvalidId(post("invocation/" + path, "{}"));
    assertThat(post("invocation/id-1/response", "{}").statusCode()).isEqualTo(202);
  }

  @Test
  void shouldTakeNoAnswer_whenTheRuntimeAlreadyWaitsForTheNextEvent() throws Exception {
    invoke("id-1");
    next();

    assertInvalidId(post("invocation/id-1/response", "{}"));
  }

  @Test
  void shouldTakeAnInitError_whenTheInitIsNotOver() throws Exception {
    assertForbidden(post("restore/error", "{}"));
    assertThat(post("init/error", "{}").statusCode()).isEqualTo(202);
    assertThat(api.poll(0)).isInstanceOf(RuntimeApi.ReportedOutcome.class);

    next();
    assertForbidden(post("init/error", "{}"));
    assertForbidden(post("/error", "{}"));
    assertThat(api.poll(0)).isNull();
  }

  @Test
  void shouldTakeARestoreError_whenItIsBeingRestored() throws Exception {
    CompletableFuture<HttpResponse<String>> restored = get("restore/next");
    RuntimeApi.RestoreNext snapshot = (RuntimeApi.RestoreNext) call();
    assertForbidden(post("init/error", "{}"));

    api.restore(snapshot);

    assertThat(restored.get().statusCode()).isEqualTo(200);
    assertThat(post("restore/error", "{}").statusCode()).isEqualTo(202);
    assertThat(api.poll(0)).isInstanceOf(RuntimeApi.ReportedOutcome.class);
  }

  @Test
  void shouldRefuseTheResponseButTakeTheError_whenTheResponseIsTooLarge() throws Exception {
    invoke("id-1");
    String largest = "x".repeat(RuntimeApi.MAX_RESPONSE_BYTES);

    HttpResponse<String> refused = post("invocation/id-1/response", largest + "x");

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body())
        .isEqualTo(
            "{\"errorMessage\":\"Exceeded maximum allowed payload size (6291556 bytes).\","
                + "\"errorType\":\"RequestEntityTooLarge\"}");
    assertThat(((RuntimeApi.ReportedOutcome) api.poll(0)).outcome().errorType())
        .isEqualTo("Function.ResponseSizeTooLarge");
    assertThat(post("invocation/id-1/error", "{}").statusCode()).isEqualTo(202);

    api.poll(0);
    invoke("id-2");
    assertThat(post("invocation/id-2/response", largest).statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, invocation/next, Host: evil.example",
    "POST, invocation/id-1/response, Host: evil.example",
    "POST, invocation/id-1/response, Origin: http://evil.example",
    "POST, invocation/id-1/response, Sec-Fetch-Site: cross-site"
  })
  void shouldTakeNothing_whenAWebPageAsks(String method, String path, String header)
      throws Exception {
    invoke("id-1");

    assertThat(RawRequest.send(uri(""), method + " " + RUNTIME + path, header))
        .startsWith("HTTP/1.1 403 ");
    assertThat(api.poll(0)).isNull();
  }

  @Test
  void shouldGiveNoCredentials_whenAWebPageAsks() throws Exception {
    String token = "Authorization: " + api.credentialsToken();
    URI credentials = URI.create(api.credentialsUri());

    assertThat(RawRequest.send(credentials, "GET " + credentials.getPath(), token))
        .startsWith("HTTP/1.1 200 ");
    assertThat(
            RawRequest.send(
                credentials, "GET " + credentials.getPath(), token, "Host: evil.example"))
        .startsWith("HTTP/1.1 403 ")
        .doesNotContain("SecretAccessKey");
  }

  @Test
  void shouldTakeNothing_whenAnAnswerIsNotPosted() throws Exception {
    invoke("id-1");

    assertThat(get("invocation/id-1/response").get().statusCode()).isEqualTo(404);
    assertThat(api.poll(0)).isNull();
  }

  private void assertInvalidId(HttpResponse<String> answer) throws InterruptedException {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo("{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}");
    assertThat(api.poll(0)).isNull();
  }

  private static void assertForbidden(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("\"errorType\":\"InvalidStateTransition\"");
  }

  private void invoke(String requestId) throws Exception {
    CompletableFuture<HttpResponse<String>> event = get("invocation/next");
    RuntimeApi.Next next = (RuntimeApi.Next) call();
    api.send(next, requestId, "arn", Instant.now(), "{}".getBytes(UTF_8));
    assertThat(event.get().headers().firstValue("Lambda-Runtime-Aws-Request-Id"))
        .contains(requestId);
  }

  private void next() throws Exception {
    Future<?> unused = get("invocation/next");
    call();
  }

  private RuntimeApi.Call call() throws InterruptedException {
    return api.poll(TimeUnit.SECONDS.toNanos(30));
  }

  private CompletableFuture<HttpResponse<String>> get(String call) {
    return http.sendAsync(HttpRequest.newBuilder(uri(call)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String call, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(call)).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private URI uri(String call) {
    return URI.create("http://" + api.address() + RUNTIME + call);
  }
}

package io.localstream.engine.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.iam.RestrictedFunction;
import io.localstream.engine.lambda.InvocationResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LambdaApiTest {
  private static final String ARN = "arn:aws:lambda:us-east-1:111122223333:function:f";

  private final RestrictedFunction function = new RestrictedFunction();
  private final HttpClient http = HttpClient.newHttpClient();
  private RunningEndpoint running;

  @BeforeEach
  void start() throws IOException {
    running = new RunningEndpoint(function, "key", 1);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f",
        "f:live",
        "f:1",
        "f:$LATEST",
        ARN,
        ARN + ":live",
        "111122223333:function:f:live"
      })
  void shouldInvoke_whenTheFunctionIsNamedInAnyWay(String reference) throws Exception {
    HttpResponse<String> answer = invoke(reference, "{\"a\":1}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"sent\":1}");
    assertThat(header(answer, "X-Amz-Executed-Version")).contains("1");
    assertThat(header(answer, "X-Amz-Function-Error")).isEmpty();
    assertThat(header(answer, "X-Amz-Log-Result")).isEmpty();
    assertThat(running.functions.invoked).containsExactly("f {\"a\":1}");
  }

  @Test
  void shouldTakeTheQualifier_whenItIsApart() throws Exception {
    assertThat(send("f/invocations?Qualifier=live", "{}", "a", "b").statusCode()).isEqualTo(200);
    assertThat(send("f/invocations?Qualifier=old", "{}", "a", "b").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldSendAnEmptyObject_whenThereIsNoPayload() throws Exception {
    invoke("f", "");

    assertThat(running.functions.invoked).containsExactly("f {}");
  }

  @Test
  void shouldAnswerWithTheEndOfTheLog_whenItIsAskedFor() throws Exception {
    HttpResponse<String> answer = invoke("f", "{}", "X-Amz-Log-Type", "Tail");

    byte[] log = Base64.getDecoder().decode(header(answer, "X-Amz-Log-Result").orElseThrow());
    assertThat(new String(log, UTF_8)).isEqualTo("START\nREPORT\n");
  }

  @Test
  void shouldAnswerTheErrorAsSuccess_whenTheFunctionFailed() throws Exception {
    running.functions.result =
        new InvocationResult.Failed("id", "Unhandled", "{\"errorType\":\"E\"}".getBytes(UTF_8));

    HttpResponse<String> answer = invoke("f", "{}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "X-Amz-Function-Error")).contains("Unhandled");
    assertThat(answer.body()).isEqualTo("{\"errorType\":\"E\"}");
  }

  @Test
  void shouldAnswerThatThereAreTooMany_whenTheFunctionIsThrottled() throws Exception {
    running.functions.result = new InvocationResult.Throttled();

    assertError(invoke("f", "{}"), 429, "TooManyRequestsException", "Rate Exceeded.");
  }

  @Test
  void shouldQueueTheEvent_whenTheInvocationIsAsynchronous() throws Exception {
    HttpResponse<String> answer = invoke("f:live", "{\"a\":1}", "X-Amz-Invocation-Type", "Event");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEmpty();
    assertThat(running.functions.queued).containsExactly("f {\"a\":1}");
    assertThat(running.functions.invoked).isEmpty();
  }

  @Test
  void shouldInvokeNothing_whenItIsADryRun() throws Exception {
    assertThat(invoke("f", "{}", "X-Amz-Invocation-Type", "DryRun").statusCode()).isEqualTo(204);
    assertThat(running.functions.invoked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "g, g:$LATEST",
    "f:old, f:old",
    "arn:aws:lambda:us-east-1:111122223333:function:g:live, g:live",
    "arn:aws:lambda:eu-west-1:111122223333:function:f, f:$LATEST",
    "444455556666:function:f, f:$LATEST"
  })
  void shouldNameTheFunction_whenThereIsNone(String reference, String named) throws Exception {
    assertError(
        invoke(reference, "{}"),
        404,
        "ResourceNotFoundException",
        "Function not found: arn:aws:lambda:us-east-1:111122223333:function:" + named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "text", "{} {}"})
  void shouldRefuse_whenThePayloadIsNotJson(String payload) throws Exception {
    assertError(
        invoke("f", payload),
        400,
        "InvalidRequestContentException",
        "Could not parse request body into json: ");
    assertThat(running.functions.invoked).isEmpty();
  }

  @Test
  void shouldRefuse_whenThePayloadIsTooLarge() throws Exception {
    String text = "\"" + "x".repeat(1_048_576) + "\"";

    assertThat(invoke("f", text).statusCode()).isEqualTo(200);
    assertError(
        invoke("f", text, "X-Amz-Invocation-Type", "Event"),
        413,
        "RequestEntityTooLargeException",
        "1048578 byte payload is too large for the Event invocation type (limit 1048576 bytes)");
    assertError(
        invoke("f", "x".repeat(6_291_457)),
        413,
        "RequestTooLargeException",
        "Request must be smaller than 6291456 bytes for the InvokeFunction operation");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Amz-Invocation-Type, Soon, 400, InvalidParameterValueException",
    "Authorization, none, 403, MissingAuthenticationTokenException"
  })
  void shouldRefuse_whenAHeaderIsWrong(String header, String value, int status, String error)
      throws Exception {
    assertError(invoke("f", "{}", header, value), status, error, "");
  }

  @Test
  void shouldSayWhatItDoes_whenAnotherOperationIsAskedFor() throws Exception {
    assertError(
        send("f/configuration", "", "a", "b"),
        404,
        "UnknownOperationException",
        "the local run supports only Invoke of the Lambda API");
  }

  @ParameterizedTest
  @CsvSource({
    "f/invocations, '', :live",
    "f%3Alive/invocations, :live, ''",
    "f/invocations?Qualifier=live, :live, ''",
    "f%3A1/invocations, :1, :live",
    "f%3A%24LATEST/invocations, :$LATEST, ''",
  })
  void shouldNeedThePermissionForTheNamedArn_whenAFunctionInvokesAFunction(
      String path, String needed, String other) throws Exception {
    String self = "AWS4-HMAC-SHA256 Credential=" + function.function().accessKeyId() + "/d";

    restart(new RestrictedFunction().allow(ARN + other, "lambda:InvokeFunction"));
    assertError(
        send(path, "{}", "Authorization", self),
        403,
        "AccessDeniedException",
        "User: arn:aws:sts::111122223333:assumed-role/r/f is not authorized to perform:"
            + " lambda:InvokeFunction on resource: "
            + ARN
            + needed
            + " because no identity-based policy allows the lambda:InvokeFunction action");
    assertThat(running.functions.invoked).isEmpty();

    restart(new RestrictedFunction().allow(ARN + needed, "lambda:InvokeFunction"));
    assertThat(send(path, "{}", "Authorization", self).statusCode()).isEqualTo(200);
  }

  private void restart(RestrictedFunction caller) throws IOException {
    running.close();
    running = new RunningEndpoint(caller, "key", 1);
  }

  private static void assertError(
      HttpResponse<String> answer, int status, String type, String message) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(header(answer, "x-amzn-ErrorType")).contains(type);
    assertThat(answer.body()).contains("\"Message\":\"" + message).contains("\"Type\":\"User\"");
  }

  private static Optional<String> header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name);
  }

  private HttpResponse<String> invoke(String reference, String payload) throws Exception {
    return invoke(reference, payload, "X-Amz-Invocation-Type", "RequestResponse");
  }

  private HttpResponse<String> invoke(String reference, String payload, String header, String value)
      throws Exception {
    return send(
        reference.replace(":", "%3A").replace("$", "%24") + "/invocations", payload, header, value);
  }

  private HttpResponse<String> send(String path, String payload, String header, String value)
      throws Exception {
    URI uri = URI.create(running.endpoint.uri() + "/2015-03-31/functions/" + path);
    return http.send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=key/d")
            .setHeader(header, value)
            .POST(BodyPublishers.ofString(payload))
            .build(),
        BodyHandlers.ofString());
  }
}

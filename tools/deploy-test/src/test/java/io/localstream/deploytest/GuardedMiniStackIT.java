package io.localstream.deploytest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.emulator.MiniStackSettings;
import io.localstream.engine.emulator.ServiceEmulator;
import io.localstream.engine.emulator.ServiceEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** The MiniStack that a local run starts answers the run only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardedMiniStackIT {
  private static final String ACCOUNT = "111122223333";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path folder = Project.TARGET.resolve("guarded-ministack");
  private final ServiceEmulator emulator =
      ServiceEmulator.miniStack(
          new MiniStackSettings(
              Project.ROOT.resolve("target/ministack"),
              MiniStackSettings.PYTHON,
              folder.resolve("ministack.log"),
              notice -> {}));
  private ServiceEndpoint endpoint;

  @BeforeAll
  void start() {
    emulator.start("us-east-1", ACCOUNT, "the test");
    endpoint = emulator.endpoint().orElseThrow();
  }

  @AfterAll
  void stop() {
    emulator.close();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, Accept, */*, 200",
    "127.0.0.1, Sec-Fetch-Site, none, 200",
    "127.0.0.1, Sec-Fetch-Site, cross-site, 403",
    "127.0.0.1, Sec-Fetch-Site, same-site, 403",
    "127.0.0.1, Origin, https://example.com, 403",
    "127.0.0.1, X-Local-Run-Secret, guessed, 403",
    "localhost, Accept, */*, 403",
  })
  void shouldAnswerTheRunOnly_whenARequestHasTheSecret(
      String host, String header, String value, int status) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(health(host));
    endpoint.headers().forEach(request::header);

    assertThat(send(request.setHeader(header, value)).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"GET", "POST", "OPTIONS"})
  void shouldRefuse_whenARequestHasNoSecret(String method) throws Exception {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(health("127.0.0.1"))
                .method(method, BodyPublishers.ofString("{}")));

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body())
        .isEqualTo("Only the local run may call this port: call its endpoint.\n");
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void shouldRunNoFunction_whenOneIsCreatedAndInvoked() throws Exception {
    try (LambdaClient lambda =
        LambdaClient.builder()
            .endpointOverride(endpoint.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCOUNT, "none")))
            .overrideConfiguration(client -> endpoint.headers().forEach(client::putHeader))
            .build()) {
      lambda.createFunction(
          f ->
              f.functionName("f")
                  .runtime("python3.12")
                  .handler("code.handler")
                  .role("arn:aws:iam::" + ACCOUNT + ":role/r")
                  .code(code -> code.zipFile(SdkBytes.fromByteArray(zip()))));
      lambda.waiter().waitUntilFunctionActiveV2(f -> f.functionName("f"));

      InvokeResponse response = lambda.invoke(f -> f.functionName("f"));

      assertThat(response.functionError()).isNotNull();
      assertThat(response.payload().asUtf8String()).contains("Runtime.Docker");
    }
  }

  private URI health(String host) {
    return URI.create("http://%s:%d/_ministack/health".formatted(host, endpoint.uri().getPort()));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("code.py"));
      zip.write("def handler(event, context):\n    return 'ran'\n".getBytes(UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("Memory can be written", e);
    }
    return bytes.toByteArray();
  }
}

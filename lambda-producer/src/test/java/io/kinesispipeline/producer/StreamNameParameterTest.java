package io.kinesispipeline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpServer;
import io.kinesispipeline.model.Names;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamNameParameterTest {
  private HttpServer ssm;
  private Map<String, String> settings;
  private int status = 200;
  private String answer;
  private String request;

  @BeforeEach
  void open() throws IOException {
    ssm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ssm.createContext(
        "/",
        exchange -> {
          request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          exchange.sendResponseHeaders(status, 0);
          exchange.getResponseBody().write(answer.getBytes(UTF_8));
          exchange.close();
        });
    ssm.start();
    settings =
        Map.of(
            "aws.endpointUrl", "http://127.0.0.1:" + ssm.getAddress().getPort(),
            "aws.region", "eu-west-1",
            "aws.accessKeyId", "test",
            "aws.secretAccessKey", "test");
    settings.forEach(System::setProperty);
  }

  @AfterEach
  void close() {
    settings.keySet().forEach(System::clearProperty);
    ssm.stop(0);
  }

  @Test
  void shouldReadTheParametersValue() {
    answer = "{\"Parameter\":{\"Name\":\"/a/b\",\"Type\":\"String\",\"Value\":\"MyStream\"}}";
    assertThat(StreamNameParameter.read("/a/b")).isEqualTo("MyStream");
    assertThat(request).contains("\"/a/b\"");
  }

  @Test
  void shouldSayWhatToDo_whenTheParameterIsMissing() {
    status = 400;
    answer = "{\"__type\":\"ParameterNotFound\"}";
    assertThatIllegalStateException()
        .isThrownBy(() -> StreamNameParameter.read("/a/b"))
        .withMessage(
            "SSM parameter /a/b does not exist: deploy %s first, or correct STREAM_NAME_PARAMETER",
            Names.STREAM_STACK);
  }

  @Test
  void shouldSayWhatToDo_whenAccessIsDenied() {
    status = 400;
    answer = "{\"__type\":\"AccessDeniedException\",\"message\":\"not yours\"}";
    assertThatIllegalStateException()
        .isThrownBy(() -> StreamNameParameter.read("/a/b"))
        .withMessageContaining("ssm:GetParameter")
        .withMessageContaining("not yours");
  }
}

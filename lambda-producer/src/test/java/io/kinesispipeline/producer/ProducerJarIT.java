package io.kinesispipeline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.crac.Core;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kinesispipeline.test.FunctionJar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The environment variables that the handler needs are set by this module's pom.xml. */
class ProducerJarIT {
  private static final Map<String, String> ANSWERS =
      Map.of(
          "AmazonSSM.GetParameter", "{\"Parameter\":{\"Value\":\"FoundStream\"}}",
          "Kinesis_20131202.PutRecord", "{\"SequenceNumber\":\"1\",\"ShardId\":\"shardId-0\"}");

  private static FunctionJar jar;

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private HttpServer aws;
  private Map<String, String> settings;

  @BeforeAll
  static void read() throws IOException {
    jar = new FunctionJar(Path.of("target/lambda-producer.jar"));
  }

  @BeforeEach
  void open() throws IOException {
    aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    aws.createContext("/", this::answer);
    aws.start();
    settings =
        Map.of(
            "aws.endpointUrl", "http://127.0.0.1:" + aws.getAddress().getPort(),
            "aws.cborEnabled", "false",
            "aws.accessKeyId", "test",
            "aws.secretAccessKey", "test");
    settings.forEach(System::setProperty);
  }

  @AfterEach
  void close() {
    settings.keySet().forEach(System::clearProperty);
    aws.stop(0);
  }

  @Test
  void shouldBeSmallAndWellFormed() {
    jar.hasNoDuplicates()
        .hasNoSignatures()
        .hasNoHttpClientBut("apache")
        .hasItsServicesProviders()
        .hasSizeUpTo(13_000_000);
    assertThat(jar.entries()).contains("io/kinesispipeline/producer/ProducerHandler.class");
    assertThat(jar.providers("software.amazon.awssdk.http.SdkHttpService"))
        .containsExactly("software.amazon.awssdk.http.apache5.Apache5SdkHttpService");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.localstream.sender.InMemoryKinesis",
        "org.apache.http.impl.conn.LoggingManagedHttpClientConnection",
        "software.amazon.awssdk.auth.credentials.internal.HttpCredentialsLoader$LoadedCredentials"
      })
  void shouldBePrimed_whenTheRuntimeTakesASnapshot(String type) throws Exception {
    assertThat(
            jar.loadsBeforeSnapshot(
                "io.kinesispipeline.producer.ProducerHandler", type, Core.class))
        .isTrue();
    assertThat(calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"https, true", "http, false"})
  void shouldBePrimedForTls_whereTheEndpointHasIt(String scheme, boolean primed) throws Exception {
    System.setProperty("aws.endpointUrl", scheme + "://127.0.0.1:1");
    assertThat(
            jar.loadsBeforeSnapshot(
                "io.kinesispipeline.producer.ProducerHandler",
                "io.kinesispipeline.producer.LoopbackCertificates",
                Core.class))
        .isEqualTo(primed);
  }

  @Test
  void shouldLookUpTheStreamAndPutAnEvent_whenThereIsNothingButTheJar() throws Exception {
    Class<?> type = jar.load().loadClass("io.kinesispipeline.producer.ProducerHandler");
    Object handler = type.getConstructor().newInstance();
    assertThat(calls).as("before the snapshot").isEmpty();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    handleRequest(type).invoke(handler, json("{\"id\":\"e\"}"), output, context(type));
    assertThat(output).hasToString("{\"sent\":1}");
    assertThat(calls)
        .hasSize(2)
        .first()
        .isEqualTo("AmazonSSM.GetParameter {\"Name\":\"/the/parameter\"}");
    assertThat(calls)
        .last()
        .asString()
        .startsWith("Kinesis_20131202.PutRecord ")
        .contains("\"FoundStream\"");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    calls.add(operation + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(ANSWERS.get(operation).getBytes(UTF_8));
    exchange.close();
  }

  private static Method handleRequest(Class<?> type) throws ReflectiveOperationException {
    return type.getMethod(
        "handleRequest", InputStream.class, OutputStream.class, contextType(type));
  }

  private static Class<?> contextType(Class<?> type) throws ClassNotFoundException {
    return type.getClassLoader().loadClass("com.amazonaws.services.lambda.runtime.Context");
  }

  private static Object context(Class<?> type) throws ClassNotFoundException {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {contextType(type)},
        (proxy, method, arguments) -> method.getReturnType() == int.class ? 60_000 : "request-1");
  }

  private static InputStream json(String json) {
    return new ByteArrayInputStream(json.getBytes(UTF_8));
  }
}

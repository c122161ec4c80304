package io.kinesispipeline.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kinesispipeline.test.FunctionJar;
import io.kinesispipeline.test.RuntimeLoader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** This module's pom.xml sets the environment variables that the handler needs. */
class ProducerJarIT {
  private static final String HANDLER = "io.kinesispipeline.producer.ProducerHandler";
  private static final Map<String, String> ANSWERS =
      Map.of(
          "AmazonSSM.PutParameter", "{\"Version\":7}",
          "AmazonSSM.GetParameter", "{\"Parameter\":{\"Value\":\"FoundStream\"}}",
          "Kinesis_20131202.PutRecord", "{\"SequenceNumber\":\"1\",\"ShardId\":\"shardId-0\"}");

  private static FunctionJar jar;

  @TempDir Path folder;

  private final PrintStream standardOutput = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
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
    System.setOut(new PrintStream(printed, true, UTF_8));
  }

  @AfterEach
  void close() {
    System.setOut(standardOutput);
    settings.keySet().forEach(System::clearProperty);
    aws.stop(0);
  }

  @Test
  void shouldBeWellFormed() {
    jar.hasNoDuplicates().hasNoSignatures().hasNoHttpClientBut("apache5").hasItsServicesProviders();
    assertThat(jar.entries()).contains(HANDLER.replace('.', '/') + ".class");
    assertThat(jar.providers("software.amazon.awssdk.http.SdkHttpService"))
        .containsExactly("software.amazon.awssdk.http.apache5.Apache5SdkHttpService");
    assertThat(jar.providers("software.amazon.awssdk.core.warmup.SdkWarmUpProvider"))
        .contains("software.amazon.awssdk.services.kinesis.internal.warmup.KinesisWarmUpProvider");
  }

  @Test
  void shouldPrimeWithoutRequest_whenEndpointIsConfigured() throws Exception {
    try (RuntimeLoader runtime = runtime(PojoSerializer.class)) {
      Object handler = runtime.handler(HANDLER);
      runtime.beforeSnapshot();
      assertThat(handler).as("held weakly by the runtime").isNotNull();
      assertThat(runtime.hasLoaded("io.localstream.sender.CannedResponse")).isTrue();
      assertThat(
              runtime.runtimeHasLoaded(
                  "com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.deser.BeanDeserializer"))
          .isTrue();
      assertThat(runtime.hasLoaded("software.amazon.awssdk.core.warmup.SdkWarmUp")).isFalse();
    }
    assertThat(calls).isEmpty();
    assertThat(printed.toString(UTF_8)).isEmpty();
  }

  /**
   * The warm-up sends a request to STS, whose host name resolves to this machine here: see the
   * hosts file.
   */
  @Test
  void shouldWarmUpSdk_whenFunctionUsesEndpointsOfAws() throws Exception {
    System.clearProperty("aws.endpointUrl");
    try (RuntimeLoader runtime = runtime(PojoSerializer.class)) {
      Object handler = runtime.handler(HANDLER);
      runtime.beforeSnapshot();
      assertThat(handler).as("held weakly by the runtime").isNotNull();
      assertThat(
              runtime.hasLoaded(
                  "software.amazon.awssdk.services.kinesis.model.ListStreamsResponse"))
          .as("a response to the client's warm-up")
          .isTrue();
      assertThat(
              runtime.hasLoaded(
                  "software.amazon.awssdk.core.internal.http.loader.SyncHttpClientWarmer"))
          .as("the HTTP client's warm-up")
          .isTrue();
    }
    assertThat(printed.toString(UTF_8)).isEmpty();
  }

  @Test
  void shouldWarnInOneLine_whenRuntimeHasNoSerializer() throws Exception {
    try (RuntimeLoader runtime = runtime()) {
      Object handler = runtime.handler(HANDLER);
      runtime.beforeSnapshot();
      assertThat(handler).as("held weakly by the runtime").isNotNull();
      assertThat(runtime.hasLoaded("io.localstream.sender.CannedResponse")).isTrue();
    }
    assertThat(printed.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("SnapStart: could not prime the conversion of events")
        .contains("NoClassDefFoundError");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"id\":\"e\",\"time\":\"2025-06-02T12:02:44Z\",\"detail\":{}}"})
  void shouldLookUpTheStreamAndPutAnEvent_whenInvoked(String event) throws Exception {
    try (RuntimeLoader runtime = runtime(PojoSerializer.class)) {
      assertThat(runtime.invoke(HANDLER, event)).isEqualTo("{\"sent\":1}");
    }
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

  /** An operation that you could add to the function. */
  public static final class AnotherOperation implements Supplier<Long> {
    @Override
    public Long get() {
      try (SsmClient ssm = SsmClient.builder().region(Region.EU_WEST_1).build()) {
        return ssm.putParameter(put -> put.name("/a/b").value("c").type(ParameterType.STRING))
            .version();
      }
    }
  }

  @Test
  void shouldContainAllOperationsOfClients() throws Exception {
    ClassLoader loader = jar.load(Path.of("target/test-classes"));
    Object code = loader.loadClass(AnotherOperation.class.getName()).getConstructor().newInstance();
    assertThat(((Supplier<?>) code).get()).isEqualTo(7L);
    assertThat(calls).singleElement().asString().startsWith("AmazonSSM.PutParameter ");
  }

  private RuntimeLoader runtime(Class<?>... others)
      throws IOException, ReflectiveOperationException {
    return new RuntimeLoader(
        folder,
        jar,
        Stream.concat(
                Stream.of(Context.class, Core.class, SdkInternalThreadLocal.class),
                Stream.of(others))
            .toArray(Class<?>[]::new));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    calls.add(operation + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(ANSWERS.get(operation).getBytes(UTF_8));
    exchange.close();
  }
}

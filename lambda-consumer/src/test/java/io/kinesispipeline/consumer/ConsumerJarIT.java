package io.kinesispipeline.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import io.kinesispipeline.test.FunctionJar;
import io.kinesispipeline.test.RuntimeLoader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

class ConsumerJarIT {
  private static final String HANDLER = "io.kinesispipeline.consumer.ConsumerHandler";

  /** Malformed, so that the result is the same with every record processor. */
  private static final String NOT_AN_EVENT =
      """
      {"Records":[{"eventID":"shardId-000000000000:1","kinesis":{"sequenceNumber":"1",\
      "partitionKey":"none","approximateArrivalTimestamp":1748865764.227,"data":"W10="}}]}
      """;

  private static FunctionJar jar;

  @TempDir Path folder;

  private final PrintStream standardOutput = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeAll
  static void read() throws IOException {
    jar = new FunctionJar(Path.of("target/lambda-consumer.jar"));
  }

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(printed, true, UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(standardOutput);
  }

  @Test
  void shouldBeWellFormed() {
    jar.hasNoDuplicates().hasNoSignatures().hasItsServicesProviders();
    assertThat(jar.entries()).contains(HANDLER.replace('.', '/') + ".class");
  }

  @Test
  void shouldPrimeSerializerOfRuntime_beforeSnapshot() throws Exception {
    try (RuntimeLoader runtime =
        new RuntimeLoader(
            folder,
            jar,
            Context.class,
            Core.class,
            PojoSerializer.class,
            SdkInternalThreadLocal.class)) {
      Object handler = runtime.handler(HANDLER);
      runtime.beforeSnapshot();
      assertThat(runtime.hasLoaded("io.kinesispipeline.model.EventSample")).isTrue();
      assertThat(
              runtime.runtimeHasLoaded(
                  "com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.deser.BeanDeserializer"))
          .isTrue();
      assertThat(handler).as("the runtime references it weakly").isNotNull();
      assertThat(printed.toString(UTF_8)).isEmpty();
      assertThat(runtime.invoke(HANDLER, NOT_AN_EVENT))
          .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"}]}");
    }
  }

  @Test
  void shouldWarnInOneLine_whenRuntimeHasNoSerializer() throws Exception {
    try (RuntimeLoader runtime =
        new RuntimeLoader(folder, jar, Context.class, Core.class, SdkInternalThreadLocal.class)) {
      Object handler = runtime.handler(HANDLER);
      runtime.beforeSnapshot();
      assertThat(runtime.hasLoaded("io.kinesispipeline.model.EventSample")).isTrue();
      assertThat(handler).as("the runtime references it weakly").isNotNull();
    }
    assertThat(printed.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("SnapStart: could not prime the conversion of a batch")
        .contains("NoClassDefFoundError");
  }
}

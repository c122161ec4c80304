package io.kinesispipeline.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.crac.Core;
import io.kinesispipeline.test.FunctionJar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConsumerJarIT {
  /** What becomes of it is the same with any record processor. */
  private static final byte[] NOT_AN_EVENT =
      """
      {"Records":[{"eventID":"shardId-000000000000:1","kinesis":{"sequenceNumber":"1",\
      "partitionKey":"none","approximateArrivalTimestamp":1748865764.227,"data":"W10="}}]}
      """
          .getBytes(UTF_8);

  private static FunctionJar jar;

  @BeforeAll
  static void read() throws IOException {
    jar = new FunctionJar(Path.of("target/lambda-consumer.jar"));
  }

  @Test
  void shouldBeSmallAndWellFormed() {
    jar.hasNoDuplicates().hasNoSignatures().hasItsServicesProviders().hasSizeUpTo(3_000_000);
    assertThat(jar.entries())
        .contains("io/kinesispipeline/consumer/ConsumerHandler.class")
        .noneMatch(name -> name.startsWith("software/amazon/"))
        .noneMatch(name -> name.startsWith("io/localstream/sender/"));
  }

  @Test
  void shouldBePrimed_whenTheRuntimeTakesASnapshot() throws Exception {
    assertThat(
            jar.loadsBeforeSnapshot(
                "io.kinesispipeline.consumer.ConsumerHandler",
                "io.kinesispipeline.model.EventSample",
                Core.class))
        .isTrue();
  }

  @Test
  void shouldHandleABatch_whenThereIsNothingButTheJar() throws Exception {
    Class<?> type = jar.load().loadClass("io.kinesispipeline.consumer.ConsumerHandler");
    Object handler = type.getConstructor().newInstance();
    Class<?> contextType =
        type.getClassLoader().loadClass("com.amazonaws.services.lambda.runtime.Context");
    Object context =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {contextType},
            (proxy, method, arguments) -> "request-1");
    Method handle =
        type.getMethod("handleRequest", InputStream.class, OutputStream.class, contextType);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    handle.invoke(handler, new ByteArrayInputStream(NOT_AN_EVENT), output, context);
    assertThat(output).hasToString("{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"}]}");
  }
}

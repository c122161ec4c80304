package io.localstream.engine.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.localstream.engine.assembly.Deployment.AsyncInvocation;
import io.localstream.engine.assembly.Deployment.StartingPosition;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the assembly of a real pipeline: three stacks that share SSM parameters. */
class PipelineAssemblyTest {
  private static final String STREAM_ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/MyStream";
  private static final String FUNCTION_ARN = "arn:aws:lambda:us-east-1:000000000000:function:";

  @TempDir private Path folder;
  private Deployment deployment;

  @BeforeEach
  void read() throws IOException, URISyntaxException {
    Path fixture = Path.of(PipelineAssemblyTest.class.getResource("pipeline").toURI());
    try (var files = Files.list(fixture)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Files.createFile(folder.resolve("asset.decade.jar"));
    Files.createFile(folder.resolve("asset.c0ffee.jar"));
    deployment = AssemblyReader.read(folder);
  }

  @Test
  void shouldOrderStacksByTheirDependencies_whenTheManifestHasThemOtherwise() {
    assertThat(deployment.stacks())
        .containsExactly("StreamStack", "ProducerStack", "ConsumerStack");
  }

  @Test
  void shouldYieldTheStreamAndItsParameters_whenItReadsTheStreamStack() {
    assertThat(deployment.region()).isEqualTo("us-east-1");
    assertThat(deployment.account()).isEqualTo("000000000000");
    assertThat(deployment.streams())
        .containsExactly(
            new Deployment.Stream("MyStream", STREAM_ARN, 1, Duration.ofHours(24), 1 << 20));
    assertThat(deployment.parameters())
        .containsExactly(
            new Deployment.Parameter("/streams/my-stream/name", "MyStream"),
            new Deployment.Parameter("/streams/my-stream/arn", STREAM_ARN));
  }

  @Test
  void shouldYieldTheProducerBehindItsAlias_whenItReadsTheProducerStack() {
    Deployment.Function producer = function("producer-lambda");

    assertThat(producer.asyncInvocation().onFailure().orElseThrow())
        .matches(
            "arn:aws:sqs:us-east-1:000000000000:ProducerStack-DeadLetterQueue9F481546-[0-9A-F]{12}");
    assertThat(producer.role().arn())
        .matches("arn:aws:iam::000000000000:role/ProducerStack-ProducerRoleBBAD4ABE-[0-9A-F]{12}");
    assertThat(producer)
        .isEqualTo(
            new Deployment.Function(
                "producer-lambda",
                FUNCTION_ARN + "producer-lambda:live",
                "1",
                "com.example.producer.ProducerHandler",
                folder.resolve("asset.decade.jar"),
                512,
                Duration.ofSeconds(60),
                Map.of("EVENTS_PER_INVOCATION", "1", "STREAM_NAME", "MyStream"),
                true,
                Deployment.Logging.text("/aws/lambda/producer-lambda"),
                false,
                producer.role(),
                new AsyncInvocation(2, Duration.ofHours(6), producer.asyncInvocation().onFailure()),
                Deployment.Function.UNRESERVED));
  }

  @Test
  void shouldYieldTheSchedule_whenItReadsTheProducerStack() {
    assertThat(deployment.schedules())
        .containsExactly(
            new Deployment.Schedule(
                "ScheduleProducer",
                "arn:aws:events:us-east-1:000000000000:rule/ScheduleProducer",
                "rate(5 minutes)",
                "producer-lambda",
                Optional.empty(),
                true));
  }

  @Test
  void shouldYieldTheMapping_whenItReadsTheConsumerStack() {
    Deployment.EventSourceMapping mapping = deployment.mappings().get(0);

    assertThat(mapping.onFailure().orElseThrow())
        .matches("arn:aws:s3:::consumerstack-failurebucket1db25638-[0-9a-f]{12}");
    assertThat(deployment.mappings())
        .containsExactly(
            new Deployment.EventSourceMapping(
                mapping.uuid(),
                "MyStream",
                STREAM_ARN,
                Optional.empty(),
                "consumer-lambda",
                FUNCTION_ARN + "consumer-lambda:live",
                true,
                5,
                Duration.ZERO,
                StartingPosition.TRIM_HORIZON,
                Optional.empty(),
                1,
                3,
                Optional.of(Duration.ofHours(23)),
                true,
                true,
                mapping.onFailure(),
                List.of(),
                true));
    assertThat(function("consumer-lambda").code()).isEqualTo(folder.resolve("asset.c0ffee.jar"));
  }

  @Test
  void shouldGiveTheSameNamesAndIds_whenItIsReadAgain() {
    assertThat(AssemblyReader.read(folder)).isEqualTo(deployment);
  }

  @Test
  void shouldLeaveOutNothing_whenAllThatMattersIsSimulated() {
    assertThat(deployment.notSimulated()).isEmpty();
  }

  private Deployment.Function function(String name) {
    return deployment.functions().stream()
        .filter(function -> function.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}

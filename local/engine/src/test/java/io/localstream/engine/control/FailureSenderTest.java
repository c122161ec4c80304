package io.localstream.engine.control;

import static io.localstream.engine.inspection.InspectedDeployment.CONSUMER;
import static io.localstream.engine.inspection.InspectedDeployment.MAPPING;
import static io.localstream.engine.inspection.InspectedDeployment.fields;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.localstream.engine.cloudwatch.RecordedMetrics;
import io.localstream.engine.destination.FailureDestinations;
import io.localstream.engine.endpoint.Functions;
import io.localstream.engine.iam.AccessControl;
import io.localstream.engine.iam.RestrictedFunction;
import io.localstream.engine.inspection.BadRequestException;
import io.localstream.engine.inspection.FailureSnapshot;
import io.localstream.engine.inspection.InspectedDeployment;
import io.localstream.engine.lambda.LoggedInvocation;
import io.localstream.engine.records.RecordListener.RecordId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;

class FailureSenderTest {
  private static final String FAILURE = "{\"failure\":1}";

  private final InspectedDeployment inspected = new InspectedDeployment();
  private final List<String> sent = new ArrayList<>();
  private Consumer<PutRecordRequest> beforePut = request -> {};
  private final RestrictedFunction function = new RestrictedFunction().allow("*", "*");
  private final RecordedMetrics metrics = new RecordedMetrics();
  private FailureSender sender;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void createSender() {
    file = folder.resolve("failure.json");
    ControlledParts parts =
        new ControlledParts(
            inspected.inspection,
            new PickyStream(),
            new Queue(),
            new FailureDestinations(
                folder,
                Clock.systemUTC(),
                new AccessControl(function.deployment()),
                metrics.metrics()),
            null,
            Set.of(),
            null,
            Map.of(),
            () -> {});
    sender = new FailureSender(() -> parts);
  }

  @Test
  void shouldSendAFailureOnce_whenTwoRequestsComeAtTheSameTime() throws Exception {
    fail(2);
    List<Throwable> refusals = new ArrayList<>();
    beforePut = request -> refusals.add(refusal());

    assertThat(sender.send(fields(FAILURE))).isEqualTo(Map.of("sent", 2));

    assertThat(sent).containsExactly("data of 1", "data of 2");
    assertThat(refusals)
        .hasSize(2)
        .allSatisfy(
            refusal ->
                assertThat(refusal)
                    .isInstanceOf(BadRequestException.class)
                    .hasMessage("failure 1 is being sent now"));
    assertThat(refusal()).hasMessage("failure 1 has been sent again already");
  }

  @Test
  void shouldContinueWithTheRefusedRecord_whenAFailureWasSentInPart() throws Exception {
    fail(5);
    beforePut =
        request -> {
          if (sent.size() == 2) {
            throw ProvisionedThroughputExceededException.builder().message("too fast").build();
          }
        };

    assertThatThrownBy(() -> sender.send(fields(FAILURE)))
        .isInstanceOf(BadRequestException.class)
        .hasMessageStartingWith("the stream did not accept record 3 of 5, so that 2 are sent.")
        .hasMessageContaining("too fast");
    assertThat(isSentAgain()).isFalse();

    beforePut = request -> {};
    assertThat(sender.send(fields(FAILURE))).isEqualTo(Map.of("sent", 5));
    assertThat(sent)
        .containsExactly("data of 1", "data of 2", "data of 3", "data of 4", "data of 5");
    assertThat(isSentAgain()).isTrue();
  }

  @Test
  void shouldNotSendAnEventTwice_whenItCouldNotBeMarked() throws Exception {
    Files.writeString(file, "{\"requestPayload\":{\"a\":1}}");
    inspected.inspection.gaveUpEvent(CONSUMER, file);
    Path marker = folder.resolve("failure.json.redriven");
    Path nowhere = folder.resolve("missing").resolve("marker");
    Files.createSymbolicLink(marker, nowhere);

    assertThat(refusal()).hasMessageContaining("the failure was sent, but could not be marked");
    Files.createDirectory(nowhere.getParent());
    assertThat(sender.send(fields(FAILURE))).isEqualTo(Map.of("sent", 1));

    assertThat(sent).containsExactly("{\"a\":1}");
    assertThat(marker).exists();
  }

  private Throwable refusal() {
    try {
      return new AssertionError("accepted: " + sender.send(fields(FAILURE)));
    } catch (BadRequestException e) {
      return e;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void fail(int records) throws Exception {
    List<RecordId> batch =
        IntStream.rangeClosed(1, records).mapToObj(InspectedDeployment::record).toList();
    batch.forEach(inspected::accept);
    Files.writeString(file, "{\"Body\":\"{}\"}");
    inspected.inspection.of(MAPPING).gaveUp(batch, "RetryAttemptsExhausted", Optional.of(file));
  }

  private boolean isSentAgain() {
    return inspected.inspection.failures(0, failure -> true, 1).stream()
        .allMatch(FailureSnapshot::sentAgain);
  }

  private final class PickyStream implements KinesisClient {
    @Override
    public PutRecordResponse putRecord(PutRecordRequest request) {
      beforePut.accept(request);
      sent.add(request.data().asUtf8String());
      return PutRecordResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private final class Queue implements Functions {
    @Override
    public LoggedInvocation invoke(String functionName, byte[] payload) {
      throw new UnsupportedOperationException("only events are sent again");
    }

    @Override
    public void invokeAsync(String functionName, byte[] payload) {
      sent.add(new String(payload, UTF_8));
    }
  }
}

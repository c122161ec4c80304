package io.localstream.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.localstream.junit.PipelineRecord.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests a consumer in this JVM with the fixture app's templates: five records per batch, and three
 * retries.
 */
class InProcessPipelineIT {
  private static final List<Instant> INVOKED = new CopyOnWriteArrayList<>();

  @RegisterExtension
  static final LocalPipeline pipeline =
      LocalPipeline.ofAssembly(Path.of("..", "..", "tools", "fixture-app", "target", "cdk.out"))
          .function(
              "fixture-consumer",
              setup ->
                  (RequestStreamHandler)
                      (in, out, context) -> {
                        INVOKED.add(setup.clock().instant());
                        String batch = new String(in.readAllBytes(), UTF_8);
                        // "poison" in base64
                        if (batch.contains("cG9pc29u")) {
                          throw new IllegalStateException("cannot digest it");
                        }
                        System.out.println("{\"level\":\"INFO\",\"message\":\"digested\"}");
                      });

  @Test
  void shouldProcessInBatches_whenRecordsArePut() throws Exception {
    pipeline.put("key", "one");
    pipeline.put("key", Map.of("number", 2));
    pipeline.awaitSettled();

    assertThat(pipeline.records())
        .containsExactly(
            new PipelineRecord("key", "one", State.PROCESSED, 1),
            new PipelineRecord("key", "{\"number\":2}", State.PROCESSED, 1));
    assertThat(pipeline.logs("fixture-consumer")).contains("digested");
    assertThat(pipeline.failures()).isEmpty();
  }

  @Test
  void shouldGiveUpAfterTheRetries_whenARecordAlwaysFails() throws Exception {
    INVOKED.clear();
    pipeline.put("key", "poison");
    pipeline.awaitSettled();

    assertThat(pipeline.failures())
        .containsExactly(new FailedRecord("RetryAttemptsExhausted", 4, "key", "poison"));
    assertThat(pipeline.batches()).hasSize(4);
    assertThat(INVOKED).hasSize(4).isSorted();
    assertThat(pipeline.metric("Errors")).contains(1.0);
  }

  @Test
  void shouldBeginEmpty_whenAnotherTestHasPutRecords() {
    assertThat(pipeline.records()).isEmpty();
    assertThat(pipeline.batches()).isEmpty();
    assertThat(pipeline.logs("fixture-consumer")).isEmpty();
  }

  @Test
  void shouldGiveUpWhatIsTooOld_whenItsAgeIsPast() throws Exception {
    Instant begin = pipeline.clock().instant();
    pipeline.put("key", "one");
    pipeline.skip(Duration.ofMinutes(23 * 60 + 30));
    pipeline.awaitSettled();

    assertThat(pipeline.failures())
        .extracting(FailedRecord::condition)
        .containsExactly("RecordAgeExceeded");
    assertThat(pipeline.running().pipeline().inspection().failures(0, failure -> true, 10))
        .singleElement()
        .satisfies(failure -> assertThat(failure.time()).isAfter(begin.plus(Duration.ofHours(23))));
  }

  @Test
  void shouldTryAgainWhereItWasKilled_whileThatIsInjected() throws Exception {
    pipeline.inject("consumer.crash=1");
    pipeline.put("key", "one");
    pipeline.advance(Duration.ofMillis(400));
    pipeline.inject();
    pipeline.awaitSettled();

    assertThat(pipeline.records())
        .extracting(PipelineRecord::state)
        .containsExactly(State.PROCESSED);
    assertThat(pipeline.batches().size()).isGreaterThan(1);
  }

  @Test
  void shouldKeepRecordsOnTheStream_whileTheMappingIsPaused() throws Exception {
    pipeline.pause("fixture-consumer");
    pipeline.put("key", "one");
    pipeline.advance(Duration.ofMinutes(1));
    assertThat(pipeline.records()).extracting(PipelineRecord::state).containsExactly(State.PENDING);

    pipeline.resume("fixture-consumer");
    pipeline.awaitSettled();
    assertThat(pipeline.records())
        .extracting(PipelineRecord::state)
        .containsExactly(State.PROCESSED);
    assertThatThrownBy(() -> pipeline.pause("fixture-producer"))
        .hasMessage("No event source mapping invokes the function fixture-producer");
  }

  @Test
  void shouldListGrantsUntilTheyAreUsed() throws Exception {
    assertThat(pipeline.unusedGrants())
        .contains("fixture-producer kinesis:PutRecord on " + streamArn());
    assertThat(pipeline.unusedFailureGrants())
        .anyMatch(grant -> grant.startsWith("fixture-consumer s3:PutObject on "));

    pipeline.fireSchedules();
    pipeline.put("key", "poison");
    pipeline.awaitSettled();

    assertThat(pipeline.unusedGrants())
        .doesNotContain("fixture-producer kinesis:PutRecord on " + streamArn());
    assertThat(pipeline.unusedFailureGrants())
        .noneMatch(grant -> grant.startsWith("fixture-consumer s3:PutObject on "));
  }

  private static String streamArn() {
    return pipeline.running().deployment().streams().get(0).arn();
  }

  @Test
  void shouldReadTheChildren_whenTheStreamWasResharded() throws Exception {
    pipeline.put("a", "one");
    pipeline.reshard();
    pipeline.put("a", "two");
    pipeline.awaitSettled();

    assertThat(pipeline.batches()).containsExactly(List.of("one"), List.of("two"));
  }

  @Test
  void shouldTellTheStory_whenATestFails() throws Throwable {
    pipeline.put("key", "poison");
    pipeline.awaitSettled();

    Throwable failure = new AssertionError("expected something else");
    assertThatThrownBy(() -> pipeline.handleTestExecutionException(null, failure))
        .isSameAs(failure);

    assertThat(failure.getSuppressed()[0])
        .hasMessageContaining("fixture-consumer was given [poison], attempt 4")
        .hasMessageContaining("cannot digest it")
        .hasMessageContaining("FAILED [poison]");
  }
}

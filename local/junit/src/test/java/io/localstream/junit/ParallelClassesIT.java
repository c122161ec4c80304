package io.localstream.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.localstream.junit.PipelineRecord.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/**
 * Runs two test classes at the same time in one JVM, each with its own pipeline. The classes wait
 * for each other, so that both pipelines have records and both handlers run at the same time.
 */
class ParallelClassesIT {
  private static final String CONSUMER = "fixture-consumer";
  private static final Duration MEETING_LIMIT = Duration.ofMinutes(1);

  private static final CountDownLatch BOTH_INVOKED = new CountDownLatch(2);
  private static final CountDownLatch BOTH_SETTLED = new CountDownLatch(2);
  private static final CountDownLatch BOTH_ASKED = new CountDownLatch(2);

  @Test
  void shouldNotMeet_whenClassesRunAtTheSameTime() {
    String parallel = "junit.jupiter.execution.parallel.";
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(Succeeding.class), selectClass(Failing.class))
            .configurationParameter(parallel + "enabled", "true")
            .configurationParameter(parallel + "mode.classes.default", "concurrent")
            .configurationParameter(parallel + "config.strategy", "fixed")
            .configurationParameter(parallel + "config.fixed.parallelism", "2")
            .build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();

    LauncherFactory.create().execute(request, summary);

    assertThat(summary.getSummary().getFailures()).extracting(Failure::getException).isEmpty();
    assertThat(summary.getSummary().getTestsSucceededCount()).isEqualTo(2);
  }

  /** Processes the records that it puts. */
  static class Succeeding {
    @RegisterExtension
    static final LocalPipeline pipeline =
        pipeline(
            () -> {
              meet(BOTH_INVOKED);
              System.out.println("sweet");
            });

    @Test
    void shouldSeeOnlyItsOwn() throws Exception {
      Instant begin = pipeline.clock().instant();
      pipeline.put("key", "sweet");
      pipeline.awaitSettled();
      meet(BOTH_SETTLED);

      assertThat(pipeline.records())
          .extracting(PipelineRecord::data, PipelineRecord::state)
          .containsExactly(tuple("sweet", State.PROCESSED));
      assertThat(pipeline.batches()).containsExactly(List.of("sweet"));
      assertThat(pipeline.logs(CONSUMER)).containsExactly("sweet");
      assertThat(pipeline.failures()).isEmpty();
      assertThat(pipeline.metric("Errors")).doesNotContain(1.0);
      assertThat(pipeline.story()).contains("sweet").doesNotContain("bitter");
      assertThat(pipeline.clock().instant()).isBefore(begin.plus(Duration.ofDays(1)));
    }

    @AfterEach
    void keepThePipelineUntilTheOtherClassHasAsked() throws InterruptedException {
      meet(BOTH_ASKED);
    }
  }

  /** Fails on the records that it puts, and lets a day pass. */
  static class Failing {
    @RegisterExtension
    static final LocalPipeline pipeline =
        pipeline(
            () -> {
              meet(BOTH_INVOKED);
              System.out.println("bitter");
              throw new IllegalStateException("this is bitter");
            });

    @Test
    void shouldSeeOnlyItsOwn() throws Exception {
      pipeline.put("key", "bitter");
      pipeline.awaitSettled();
      pipeline.skip(Duration.ofDays(1));
      meet(BOTH_SETTLED);

      assertThat(pipeline.records())
          .extracting(PipelineRecord::data, PipelineRecord::state)
          .containsExactly(tuple("bitter", State.FAILED));
      assertThat(pipeline.batches()).hasSize(4).allMatch(List.of("bitter")::equals);
      assertThat(pipeline.logs(CONSUMER)).filteredOn("bitter"::equals).hasSize(4);
      assertThat(pipeline.failures())
          .containsExactly(new FailedRecord("RetryAttemptsExhausted", 4, "key", "bitter"));
      assertThat(pipeline.metric("Errors")).filteredOn(value -> value == 1.0).hasSize(4);
      assertThat(pipeline.story()).contains("bitter").doesNotContain("sweet");
    }

    @AfterEach
    void keepThePipelineUntilTheOtherClassHasAsked() throws InterruptedException {
      meet(BOTH_ASKED);
    }
  }

  /** The behavior of a handler. */
  private interface Work {
    void process() throws InterruptedException;
  }

  private static LocalPipeline pipeline(Work work) {
    return LocalPipeline.ofAssembly(
            Path.of("..", "..", "tools", "fixture-app", "target", "cdk.out"))
        .function(
            CONSUMER,
            setup ->
                (RequestStreamHandler)
                    (in, out, context) -> {
                      try {
                        work.process();
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    });
  }

  /** Waits until the other class is here, too. */
  private static void meet(CountDownLatch both) throws InterruptedException {
    both.countDown();
    if (!both.await(MEETING_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("The other class did not come");
    }
  }
}

package io.localstream.benchmarks.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.localstream.junit.FailedRecord;
import io.localstream.junit.LocalPipeline;
import io.localstream.junit.PipelineRecord;
import io.localstream.junit.PipelineRecord.State;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests with a consumer in this JVM: three records, and one that always fails. */
class InProcessTests {
  private static final String POISON = "poison";
  private static final String POISON_IN_BASE64 = "cG9pc29u";

  @RegisterExtension
  static final LocalPipeline pipeline =
      LocalPipeline.ofProject()
          .function(
              System.getProperty("consumer"),
              setup ->
                  (RequestStreamHandler)
                      (in, out, context) -> {
                        if (new String(in.readAllBytes(), UTF_8).contains(POISON_IN_BASE64)) {
                          throw new IllegalStateException("always fails");
                        }
                      });

  @RepeatedTest(21)
  void shouldKeepTheRecordThatAlwaysFails() throws InterruptedException {
    for (String data : List.of("one", "two", POISON, "three")) {
      pipeline.put("key", data);
    }
    pipeline.awaitSettled();

    assertEquals(
        List.of(State.PROCESSED, State.PROCESSED, State.FAILED, State.PROCESSED),
        pipeline.records().stream().map(PipelineRecord::state).toList());
    assertEquals(List.of(POISON), pipeline.failures().stream().map(FailedRecord::data).toList());
  }
}
